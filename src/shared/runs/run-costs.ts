import { z } from 'zod';

/** `costs.json` of a run: what its cells took while it was computed. Older runs have none; it may be deleted. */
export const RunCosts = z.strictObject({
  format: z.literal('muroan.run-costs'),
  formatVersion: z.literal(1),
  /** Workers that computed side by side, when last it was computed. */
  workers: z.int().positive(),
  /** By cell id: seconds that one worker took for so many samples. */
  cells: z.record(z.string(), z.strictObject({ seconds: z.number().min(0), samples: z.int().min(0) })),
});
export type RunCosts = z.infer<typeof RunCosts>;
