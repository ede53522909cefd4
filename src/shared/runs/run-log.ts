import { z } from 'zod';

/** `warning`: what its reader should know of before figures are used. `error`: why the run ended early. */
export const RunLogLevel = z.enum(['info', 'warning', 'error']);
export type RunLogLevel = z.infer<typeof RunLogLevel>;

/**
 * A line of a run's `log.jsonl`: what its engine did and met while it computed. What became of the run itself (begun,
 * paused, ended, and on which device) is told by its events. Older runs have no log; it may be deleted. Archives take it
 * along while it is not too large.
 */
export const RunLogLine = z.strictObject({ at: z.iso.datetime(), level: RunLogLevel, text: z.string() });
export type RunLogLine = z.infer<typeof RunLogLine>;

/** Most lines that are read at once, and kept by who shows them. */
export const mostLogLines = 2000;
