import type { DatasetManifest } from '../../../shared/data/dataset';
import { corruptionsOf, happensTo, type DegradationName } from '../../../shared/degradations/degradation';
import { modalitySet } from '../../../shared/data/modality-set';
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

/** A new card, of what it can happen to. A corruption is of one modality, as each kind of modality has corruptions of its own. */
export function fresh(
  name: DegradationName,
  degradations: readonly DegradationDraft[],
  { modalities }: Pick<DatasetManifest, 'modalities'>,
): DegradationDraft {
  const all = Object.keys(modalities);
  const able = all.filter((id) => happensTo(name, modalities[id].kind));
  const chosen = unspoilt(name, degradations, able.length === 0 ? all : able);
  if (name !== 'corruption') return { name, modalities: [...chosen] };
  const [id] = chosen;
  return { name, modalities: [id], kinds: corruptionsOf(modalities[id].kind).slice(0, 1) };
}
