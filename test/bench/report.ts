import { mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';

/** Prints a benchmark's rows as a table and keeps them as JSON in the git-ignored `.cache/bench`. */
export async function report(name: string, rows: readonly object[]): Promise<void> {
  console.table(rows);
  await mkdir('.cache/bench', { recursive: true });
  const machine = {
    processor: os.cpus().at(0)?.model ?? 'unknown',
    threads: os.availableParallelism(),
    node: process.version,
  };
  await writeFile(`.cache/bench/${name}.json`, `${JSON.stringify({ name, machine, rows }, null, 2)}\n`);
}
