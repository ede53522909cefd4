import type { EditMeasures } from './measures/edit';
import type { PerturbationMeasures } from './measures/perturbation';
import type { RemovalMeasures } from './measures/removal';

/** What an attack of any kind did to a model. */
export type AttackMeasures = RemovalMeasures | PerturbationMeasures | EditMeasures;

/** Of all attacks on a model, kind by kind. */
export function attackMeasures<Removal, Perturbation, Edit>({
  removals,
  perturbations,
  edits,
}: {
  readonly removals: readonly Removal[];
  readonly perturbations: readonly Perturbation[];
  readonly edits: readonly Edit[];
}): readonly (Removal | Perturbation | Edit)[] {
  return [...removals, ...perturbations, ...edits];
}
