import { z } from 'zod';
import { writeFileAtomic } from '../files/atomic';
import { readJsonFile } from '../files/json-file';
import { UnchangedFiles } from '../files/unchanged-files';
import { layout, runFiles } from './layout';
import { countIntact } from './record-file';

const counts = new UnchangedFiles(countIntact);

/** Intact records of a run. A file that has not been written since it was counted is not read again. */
export function recordCount(file: string): Promise<number> {
  return counts.of(file);
}

/** `counts.json`: what was counted by engines before this one. May be deleted. */
const KeptCounts = z.strictObject({
  format: z.literal('muroan.record-counts'),
  formatVersion: z.literal(1),
  /** By run id. */
  runs: z.record(
    z.string(),
    z.strictObject({ size: z.int().min(0), mtime: z.number().min(0), records: z.int().min(0) }),
  ),
});
type KeptCounts = z.infer<typeof KeptCounts>;

const countsFile = { schema: KeptCounts, remedy: 'Remove the file; the records are counted again.' } as const;

/** Labs whose kept counts are known to this process, as they are on disk. */
const kept = new Map<string, string>();

/** Takes over what earlier engines counted in this lab; once, and nothing from a file that cannot be read. */
export async function takeKeptCounts(lab: string): Promise<void> {
  if (kept.has(lab)) return;
  kept.set(lab, '');
  const content = await readJsonFile(layout.counts(lab), countsFile).catch(() => null);
  if (content === null) return;
  kept.set(lab, JSON.stringify(content.runs));
  for (const [run, { records, ...written }] of Object.entries(content.runs)) {
    const file = runFiles.records(layout.run(lab, run));
    if (counts.known(file) === undefined) counts.remember(file, records, written);
  }
}

/**
 * Keeps what was counted for the next engine, where it has changed. For the engine that holds the lab's lock.
 *
 * @param runs ids of runs that are not being written
 */
export async function keepCounts(lab: string, runs: readonly string[]): Promise<void> {
  const known = runs.flatMap((run) => {
    const count = counts.known(runFiles.records(layout.run(lab, run)));
    return count === undefined ? [] : [[run, { size: count.size, mtime: count.mtime, records: count.value }] as const];
  });
  const content: KeptCounts = { format: 'muroan.record-counts', formatVersion: 1, runs: Object.fromEntries(known) };
  const text = JSON.stringify(content.runs);
  if (kept.get(lab) === text) return;
  await writeFileAtomic(layout.counts(lab), JSON.stringify(content));
  kept.set(lab, text);
}
