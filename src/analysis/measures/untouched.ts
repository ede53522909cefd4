import { isAltered } from '../../shared/records/record';

/** What the path of an attack does to inputs that it leaves as they are: nothing, if it is sound. */
export interface Untouched {
  readonly largestLogitChange: number;
  /** Samples of which a logit changed by more than rounding explains. */
  readonly changed: number;
  readonly n: number;
}

/** @param samples change of a logit, and the logits of the untouched input, of each sample that was tried */
export function untouched(
  samples: readonly { readonly change: number; readonly logits: readonly number[] }[],
): Untouched {
  return {
    largestLogitChange: Math.max(0, ...samples.map(({ change }) => Math.abs(change))),
    changed: samples.filter(({ change, logits }) => isAltered(change, logits)).length,
    n: samples.length,
  };
}
