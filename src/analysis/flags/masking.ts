/**
 * Masked gradients: what an attack that follows them leaves right then tells of the gradients, not of the model. Verdict,
 * requirements and comparisons all ask here.
 */
import { factsOf } from '../../shared/attacks/attack';
import type { AttackSetting } from '../attack-setting';
import type { Flag } from './flag';

const masking: ReadonlySet<string> = new Set([
  'vanishing-gradient',
  'exploding-gradient',
  'single-step',
  'query-beats-gradient',
  'embedding-beats-loss',
]);

/** What was found of a model that its gradients are masked by; empty where nothing was. */
export function masksOf(flags: readonly Flag[], model: string): readonly Flag[] {
  return flags.filter((flag) => flag.model === model && masking.has(flag.check));
}

/** The same for figures under an attack: one that follows no gradients does not care for masks. */
export function masksUnder(flags: readonly Flag[], model: string, { choice }: AttackSetting): readonly Flag[] {
  return factsOf(choice).gradientSteps(choice) > 0 ? masksOf(flags, model) : [];
}
