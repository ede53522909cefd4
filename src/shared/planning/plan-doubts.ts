import { factsOf } from '../attack';
import type { ModalitySpecs } from '../modality';
import type { StudyPlan } from '../plan';

/** What a plan without a fault may still not mean, in sentences that name the field. */
export function planDoubts({ attacks }: StudyPlan, specs: ModalitySpecs): readonly string[] {
  if (attacks.length === 0) return ['plan.attacks: is empty, so only accuracies without an attack are measured.'];
  return attacks.flatMap((attack, index) => factsOf(attack).doubts(attack, `plan.attacks[${String(index)}]`, specs));
}
