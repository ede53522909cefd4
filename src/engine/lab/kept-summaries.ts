import { z } from 'zod';
import { writeFileAtomic } from '../files/atomic';
import { readJsonFile } from '../files/json-file';
import type { UnchangedFiles } from '../files/unchanged-files';
import { layout, runFiles } from './layout';
import { recordCounts } from './record-count';
import { RunHead, runHeads } from './run-summaries';

/** What was made of a file that had this length and time. */
const written = { size: z.int().min(0), mtime: z.number().min(0) };

/** `summaries.json`: what engines before this one read of runs to list them. May be deleted: it is read again. */
const KeptSummaries = z.strictObject({
  format: z.literal('muroan.summaries'),
  formatVersion: z.literal(1),
  /** By run id. */
  runs: z.record(
    z.string(),
    z.strictObject({
      head: z.strictObject({ ...written, value: RunHead }),
      records: z.strictObject({ ...written, value: z.int().min(0) }),
    }),
  ),
});
type KeptSummaries = z.infer<typeof KeptSummaries>;

const summariesFile = { schema: KeptSummaries, remedy: 'Remove the file; the runs are read again.' } as const;

/** What this process knows to be on disk, by lab. */
const onDisk = new Map<string, string>();
const taken = new Map<string, Promise<void>>();

/** Takes over what earlier engines read in this lab; once, and nothing from a file that cannot be read. */
export function takeKeptSummaries(lab: string): Promise<void> {
  const taking = taken.get(lab) ?? take(lab);
  taken.set(lab, taking);
  return taking;
}

async function take(lab: string): Promise<void> {
  const content = await readJsonFile(layout.summaries(lab), summariesFile).catch(() => null);
  if (content === null) return;
  onDisk.set(lab, JSON.stringify(content));
  for (const [run, { head, records }] of Object.entries(content.runs)) {
    const { description, record } = filesOf(lab, run);
    takeOver(runHeads, description, head);
    takeOver(recordCounts, record, records);
  }
}

/**
 * Keeps for the next engine what was read to list runs, where it has changed and can be written. For the engine that
 * holds the lab's lock.
 *
 * @param runs ids of runs that are not being written
 */
export async function keepSummaries(lab: string, runs: readonly string[]): Promise<void> {
  const known = runs.flatMap((run) => {
    const files = filesOf(lab, run);
    const head = runHeads.known(files.description);
    const records = recordCounts.known(files.record);
    return head === undefined || records === undefined ? [] : [[run, { head, records }] as const];
  });
  const content: KeptSummaries = { format: 'muroan.summaries', formatVersion: 1, runs: Object.fromEntries(known) };
  const text = JSON.stringify(content);
  if (onDisk.get(lab) === text) return;
  try {
    await writeFileAtomic(layout.summaries(lab), text);
    onDisk.set(lab, text);
  } catch {
    // Runs are listed on a full disk too; the next engine reads them again.
  }
}

function filesOf(lab: string, run: string): { readonly description: string; readonly record: string } {
  const folder = layout.run(lab, run);
  return { description: runFiles.description(folder), record: runFiles.records(folder) };
}

function takeOver<Value>(
  files: UnchangedFiles<Value>,
  file: string,
  { value, ...when }: { readonly size: number; readonly mtime: number; readonly value: Value },
): void {
  if (files.known(file) === undefined) files.remember(file, value, when);
}
