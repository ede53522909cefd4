import { Norm } from '../../shared/attacks/attack';
import { mapValues } from '../../shared/map-values';
import type { ModalitySpecs } from '../../shared/data/modality';
import { usualRadius } from '../../shared/planning/attack-presets';
import type { AttackDraft } from '../plans/plan-draft';
import { numberOr } from '../ui/typed-number';

/** The norm that its radii are of; what a draft says may be none yet. */
export function normOf({ norm }: AttackDraft): Norm {
  const known = Norm.safeParse(norm);
  return known.success ? known.data : 'linf';
}

/**
 * An attack whose radii were written for another norm, in its own: each as large beside the radius that is usual there as it
 * was where it was. What is no number yet, and inputs that the data do not have, stay as they are.
 */
export function inOtherNorm(attack: AttackDraft, before: Norm, specs: ModalitySpecs): AttackDraft {
  const after = normOf(attack);
  const { budgets } = attack;
  if (budgets === undefined) return attack;
  return {
    ...attack,
    budgets: budgets.map((budget) =>
      mapValues(budget, (written, id) => {
        const radius = typeof written === 'number' ? written : numberOr(written);
        if (typeof radius !== 'number' || !Object.hasOwn(specs, id)) return written;
        const usual = usualRadius[specs[id].kind];
        return Number(((radius * usual[after]) / usual[before]).toPrecision(3));
      }),
    ),
  };
}
