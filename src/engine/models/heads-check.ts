import { LabError } from '../../shared/errors';
import { oneOf } from '../../shared/text/wording';

/** Attention heads share the width of a token evenly. @param where path of what has both */
export function checkHeads({ heads, width }: { readonly heads: number; readonly width: number }, where: string): void {
  if (width % heads === 0) return;
  throw new LabError('invalid', `is ${heads}, which does not divide the width ${width}.`, {
    where: `${where}.heads`,
    remedy: `Give ${oneOf(divisors(width).filter((divisor) => divisor <= 16))}.`,
  });
}

/** In ascending order. */
export function divisors(value: number): readonly number[] {
  return Array.from({ length: value }, (_, index) => index + 1).filter((divisor) => value % divisor === 0);
}
