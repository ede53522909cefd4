import { factsOf, type AttackChoice } from '../../shared/attacks/attack';
import { LabError } from '../../shared/errors';
import type { FusedModel } from '../models/fused-model';

/** @throws LabError `unsupported` when the model does not give what the attack needs */
export function refuseUnable(model: FusedModel, attack: AttackChoice): void {
  const missing = factsOf(attack)
    .requires(attack)
    .filter((capability) => !model.gives.has(capability));
  if (missing.length === 0) return;
  throw new LabError('unsupported', `The model does not give ${missing.join(' and ')}, which ${attack.name} needs.`, {
    where: `model ${model.id}`,
    remedy: `It gives ${[...model.gives].join(', ')}; choose an attack that needs no more.`,
  });
}
