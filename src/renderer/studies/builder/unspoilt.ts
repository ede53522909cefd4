import type { DegradationName } from '../../../shared/degradation';
import { modalitySet } from '../../../shared/modality-set';
import type { DegradationDraft } from '../../plans/plan-draft';

/**
 * Modalities that a new card of this name begins with: the first that no such card is about yet, then all together. Where
 * there are cards of them all, the first again, for its author to change.
 */
export function unspoilt(
  name: DegradationName,
  degradations: readonly DegradationDraft[],
  all: readonly string[],
): readonly string[] {
  const taken = degradations.flatMap((each) => (each.name === name ? [modalitySet(each.modalities ?? [])] : []));
  const candidates = [...all.map((id) => [id]), all];
  return candidates.find((ids) => !taken.includes(modalitySet(ids))) ?? candidates[0];
}
