import { percent } from '../format';

/** Most models that a headline or a short answer names one by one. */
export const mostNamed = 3;

/** `12.0 % to 34.0 %`: figures of more models than are named. */
export function rangeOf(values: readonly number[]): string {
  return `${percent(Math.min(...values))} to ${percent(Math.max(...values))}`;
}
