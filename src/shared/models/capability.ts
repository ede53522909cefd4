import { z } from 'zod';

/** What a model can give. A black box gives the first two only. */
export const Capability = z.enum(['labels', 'scores', 'embedding', 'gradients']);
export type Capability = z.infer<typeof Capability>;
