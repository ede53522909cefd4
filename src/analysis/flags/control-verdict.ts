import type { AttackMeasures } from '../attack-measures';
import type { RandomControl } from '../measures/attacked';
import type { EditMeasures } from '../measures/edit';
import type { PerturbationMeasures } from '../measures/perturbation';
import type { Estimate } from '../statistics/estimate';

/** Successes below which an attack cannot be told from its random control, nor what it finds be put down to its fill. */
export const fewestSuccesses = 10;

/**
 * How a random control does against its attack. `worse`: clearly worse, as it should be; `as-good`: the interval of
 * their difference holds 0; `better`: the whole interval speaks for the control; `too-few`: the attack itself hardly
 * ever succeeds, so nothing can be told.
 */
export type ControlVerdict = 'worse' | 'too-few' | 'as-good' | 'better';

/** @param lead paired difference, above 0 where the attack does better than its control */
export function controlVerdict(lead: Estimate, successes: number): ControlVerdict {
  const { value, low, high } = lead;
  if (value === null || low === null || high === null) return successes < fewestSuccesses ? 'too-few' : 'worse';
  if (low > 0) return 'worse';
  if (high < 0) return 'better';
  return successes < fewestSuccesses ? 'too-few' : 'as-good';
}

/**
 * Of the control that seeks what the attack seeks: random search beside removals, random noise beside small changes, as
 * many random edits beside edits.
 */
export function rivalVerdict(measures: AttackMeasures): ControlVerdict {
  const { hits } = measures.successRate;
  if (measures.kind === 'removal') {
    const { draws, removalDifference } = measures.controls.randomSearch;
    return draws === 0 ? 'worse' : controlVerdict(removalDifference, hits);
  }
  const { draws, difference } = randomControl(measures);
  return draws === 0 ? 'worse' : controlVerdict(difference, hits);
}

/** As much as the attack did, at random. */
export function randomControl(measures: EditMeasures | PerturbationMeasures): RandomControl {
  return measures.kind === 'edit' ? measures.controls.randomEdits : measures.controls.randomNoise;
}
