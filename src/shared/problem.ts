import { z } from 'zod';

/**
 * A fault whose text names places of the plan as its file has them, or speaks of what was typed: for a window to say it
 * in the words that stand on its screen, where things are counted from 1 and have names.
 */
export const ProblemFault = z
  .discriminatedUnion('kind', [
    /** It equals what is at another place. */
    z.strictObject({ kind: z.literal('same-as'), place: z.string() }),
    /** A text where a number should be. */
    z.strictObject({ kind: z.literal('no-number'), given: z.string() }),
    /** Of a requirement: it points to none of the attacks, of which there are some. */
    z.strictObject({ kind: z.literal('no-such-attack') }),
    /** Of a requirement: it points to none of the degradations, of which there are some. */
    z.strictObject({ kind: z.literal('no-such-degradation') }),
    /** Of a requirement: its degradation has no such level. */
    z.strictObject({ kind: z.literal('no-such-level') }),
    /** Of a requirement: the attack at that place leaves every label decidable. */
    z.strictObject({ kind: z.literal('removes-nothing'), place: z.string() }),
    /** Of a requirement: its attack has no budget of that index. */
    z.strictObject({ kind: z.literal('no-such-budget') }),
  ])
  .readonly();
export type ProblemFault = z.infer<typeof ProblemFault>;

/** One thing that is wrong, or may be: the field, and what to do about it, as the command line says it. */
export const Problem = z
  .strictObject({ where: z.string(), text: z.string(), fault: ProblemFault.exactOptional() })
  .readonly();
export type Problem = z.infer<typeof Problem>;

/** `plan.name: is missing.` */
export function problemLine({ where, text }: Problem): string {
  return `${where}: ${text}`;
}
