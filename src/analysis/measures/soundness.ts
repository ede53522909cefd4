import type { ModelResults } from '../results';
import type { Rate } from '../statistics/estimate';
import { accuracyOf } from './accuracy';
import { askedAgain, isUnsteady } from './steadiness';
import { isAtChance } from './unimodal';
import type { Untouched } from './untouched';
import { wholeRemovalFlips } from './whole-removal';

/** Why nothing may be said in favour of a model, whatever the attacks show. */
export type Unsoundness =
  | { readonly kind: 'constant'; readonly predicted: number }
  | { readonly kind: 'near-chance'; readonly chance: number }
  /** It answers by more than its input: asked again among other samples, it gave other logits. */
  | ({ readonly kind: 'unsteady' } & Untouched)
  /** Removing all of the modality changes next to no prediction, and no successful attack needed it. */
  | { readonly kind: 'indifferent'; readonly modality: string; readonly wholeRemovalFlips: Rate };

/** Below this share of changed predictions a model counts as indifferent to the removal of a whole modality. */
const indifference = 0.05;

export function unsoundness(model: ModelResults, chance: number): readonly Unsoundness[] {
  if (model.clean.length === 0) return [];
  const reasons: Unsoundness[] = [];
  const predicted = new Set(model.clean.map(({ clean }) => clean.predicted));
  const [first] = predicted;
  if (predicted.size === 1 && model.clean.length > 1) reasons.push({ kind: 'constant', predicted: first });
  if (isAtChance(accuracyOf(model.clean), chance)) reasons.push({ kind: 'near-chance', chance });
  const again = askedAgain(model.clean);
  if (again !== null && isUnsteady(again)) reasons.push({ kind: 'unsteady', ...again });
  const removals = model.attacks.flatMap((result) => (result.kind === 'removal' ? [result.records] : []));
  const needed = new Set(removals.flat().flatMap(({ found }) => found?.necessary ?? []));
  const modalities = Object.keys(model.cell.spec.recipe.encoders);
  if (modalities.length > 1) {
    for (const modality of modalities) {
      const widest = removals
        .map((records) => wholeRemovalFlips(records, modality))
        .reduce((a, b) => (b !== null && b.n > (a?.n ?? 0) ? b : a), null);
      if (widest !== null && (widest.high ?? 1) < indifference && !needed.has(modality)) {
        reasons.push({ kind: 'indifferent', modality, wholeRemovalFlips: widest });
      }
    }
  }
  return reasons;
}

/** `has learnt nothing`: what makes a model void, after its name. */
export function unsoundWords(reason: Unsoundness): string {
  switch (reason.kind) {
    case 'constant':
      return 'answers every sample alike';
    case 'near-chance':
      return 'has learnt nothing';
    case 'unsteady':
      return 'answers the same sample otherwise when it is asked again';
    case 'indifferent':
      return `shows no use of the ${reason.modality}`;
    default:
      return reason satisfies never;
  }
}
