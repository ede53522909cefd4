/** Attacked samples below which no claim is made: at 30, the interval of a rate is still up to ±17 points wide. */
export const fewest = 30;

export function tooFew(attacked: number): boolean {
  return attacked < fewest;
}
