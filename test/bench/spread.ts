/** Numbers of repeated measurements. */

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[upper] : (sorted[upper - 1] + sorted[upper]) / 2;
}

export function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

/** Three digits that say something: 1234 → 1230, 0.012345 → 0.0123. */
export function threeDigits(value: number): number {
  return Number(value.toPrecision(3));
}

/** `0.98 (0.91 … 1.04)`: the median, and between what it lay. */
export function spread(values: readonly number[]): string {
  return `${threeDigits(median(values))} (${threeDigits(Math.min(...values))} … ${threeDigits(Math.max(...values))})`;
}

/** The quotients of two measurements that were made in the same rounds. */
export function quotients(above: readonly number[], below: readonly number[]): readonly number[] {
  if (above.length !== below.length) throw new Error('Only measurements of the same rounds have quotients.');
  return above.map((value, round) => value / below[round]);
}
