import type { Estimate } from '../statistics/estimate';

/** Successes below which an attack cannot be told from its random control. */
export const fewestSuccesses = 10;

/**
 * How a random control does against its attack. `worse`: clearly worse, as it should be; `too-few`: the attack itself
 * hardly ever succeeds, so nothing can be told.
 */
export type ControlVerdict = 'worse' | 'too-few' | 'not-clearly-worse' | 'at-least-as-good';

/** @param lead paired difference, above 0 where the attack does better than its control */
export function controlVerdict(lead: Estimate, successes: number): ControlVerdict {
  const { value, low, high } = lead;
  if (value === null || low === null || high === null) return successes < fewestSuccesses ? 'too-few' : 'worse';
  if (low > 0) return 'worse';
  if (successes < fewestSuccesses && high >= 0) return 'too-few';
  return value <= 0 ? 'at-least-as-good' : 'not-clearly-worse';
}
