/** What removal attacks have in common. */
import { canonicalJson } from '../identity';
import type { Fills } from '../data/modality';
import { modalitySet } from '../data/modality-set';
import type { AttackFacts } from './facts';
import { untilChangedFacts } from './until-changed';

interface RemovalFields {
  readonly modalities: readonly string[];
}

/** The facts that follow from taking parts away until the answer changes. */
export const removalFacts = {
  ...untilChangedFacts,
  kind: 'removal',
  gradientSteps: () => 0,
  mostAsked: () => null,
  check: () => undefined,
} satisfies Partial<AttackFacts<RemovalFields>>;

/** The cells of a grid and the words, under a fill: parts that are not divided further. */
export function gridParts(modalities: readonly string[], fills: Fills, cells: number): string {
  return canonicalJson([modalitySet(modalities), fills, cells]);
}
