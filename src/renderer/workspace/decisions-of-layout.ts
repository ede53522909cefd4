import { z } from 'zod';
import { FlagDecision } from '../../shared/reports/report-wishes';
import { Stamp, type Decision } from '../../shared/window/workspace';

const prefix = 'decisions ';

/** All decisions about a run, as they were kept before each had a row: a layout entry by the run's name. */
const Entry = z.object({ key: z.string().startsWith(prefix), value: z.array(FlagDecision), ...Stamp.shape });

/** The decisions that layout entries of old hold, each as a row of its own; what does not fit is none. */
export function decisionsOfLayout(layout: readonly unknown[]): readonly Decision[] {
  return layout.flatMap((row) => {
    const entry = Entry.safeParse(row);
    if (!entry.success || entry.data.removed) return [];
    const { key, value, revision, changedAt, removed } = entry.data;
    return value.map((decision) => ({ run: key.slice(prefix.length), ...decision, revision, changedAt, removed }));
  });
}

/** Keys of the layout entries that held decisions. */
export function layoutOfDecisions(layout: readonly unknown[]): readonly string[] {
  return layout.flatMap((row) => {
    const { success, data } = z.object({ key: z.string().startsWith(prefix) }).safeParse(row);
    return success ? [data.key] : [];
  });
}
