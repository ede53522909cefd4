import { z } from 'zod';

/** How shares in [0, 1] are written: `94.2 %` or `0.942`. */
export const ShareUnit = z.enum(['percent', 'fraction']);
export type ShareUnit = z.infer<typeof ShareUnit>;
