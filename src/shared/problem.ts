import { z } from 'zod';

/** One thing that is wrong, or may be: the field, and what to do about it. */
export const Problem = z.strictObject({ where: z.string(), text: z.string() }).readonly();
export type Problem = z.infer<typeof Problem>;

/** `plan.name: is missing.` */
export function problemLine({ where, text }: Problem): string {
  return `${where}: ${text}`;
}
