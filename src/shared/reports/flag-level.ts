import { z } from 'zod';

/** `void`: the numbers named must not be used. `warning`: they may mislead. `note`: needed to read them rightly. */
export const FlagLevel = z.enum(['void', 'warning', 'note']);
export type FlagLevel = z.infer<typeof FlagLevel>;
