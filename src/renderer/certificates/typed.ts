import { z } from 'zod';
import { typedNumber } from '../ui/typed-number';

/** A number, or what was typed where it is none yet. */
export const typed = z.union([z.number(), z.string().max(100)]);

export function numberOf(value: number | string): number | null {
  return typeof value === 'number' ? value : typedNumber(value);
}
