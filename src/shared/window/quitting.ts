import { z } from 'zod';

/** A piece of work whose batch is waited for. */
const HeldWork = z.strictObject({
  title: z.string(),
  /** Records of its run that are on disk, of all; null where there are none, or it is not known. */
  recorded: z.strictObject({ done: z.number().min(0), total: z.number().min(0) }).nullable(),
});
export type HeldWork = z.infer<typeof HeldWork>;

/** How far a program is that quits once the batches under way are done. */
export const Quitting = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('no') }),
  z.strictObject({ state: z.literal('waiting'), works: z.array(HeldWork) }),
  /** They could not be waited for; nothing more is done until somebody decides. */
  z.strictObject({ state: z.literal('failed'), works: z.array(HeldWork), reason: z.string() }),
]);
export type Quitting = z.infer<typeof Quitting>;

/** What a person may decide while a program quits, instead of waiting. */
export const QuitDecision = z.enum(['keep-working', 'stop-now', 'try-again']);
export type QuitDecision = z.infer<typeof QuitDecision>;

/** What may be decided where the program is, the safest first. */
export const quitDecisions = {
  waiting: ['keep-working', 'stop-now'],
  failed: ['keep-working', 'try-again', 'stop-now'],
} as const satisfies Record<Exclude<Quitting['state'], 'no'>, readonly QuitDecision[]>;
