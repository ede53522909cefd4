import { mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import { isQuick } from './extent';

export type Table = readonly object[];

export interface Report {
  /** Prints the tables and keeps them, with whatever else is worth keeping, as JSON in the git-ignored `.cache/bench`. */
  store(tables: Readonly<Record<string, Table>>, facts?: object): Promise<void>;
}

/** Opened before the work, so that the load of the machine is that of others. */
export function openReport(name: string): Report {
  const loadBefore = load();
  const started = new Date().toISOString();
  return {
    store: async (tables, facts = {}) => {
      for (const [title, rows] of Object.entries(tables)) {
        console.log(title);
        console.table(rows);
      }
      const machine = {
        processor: os.cpus().at(0)?.model ?? 'unknown',
        threads: os.availableParallelism(),
        node: process.version,
        loadBefore,
        loadAfter: load(),
      };
      console.log(
        `Load of the machine before: ${loadBefore}.${isQuick ? ' A quick run: its figures mean nothing.' : ''}`,
      );
      await mkdir('.cache/bench', { recursive: true });
      const text = JSON.stringify({ name, started, quick: isQuick, machine, ...facts, tables }, null, 2);
      await writeFile(`.cache/bench/${name}.json`, `${text}\n`);
    },
  };
}

/** Processes that wanted to run, as a mean over the last minute. */
function load(): number {
  return Number(os.loadavg()[0].toFixed(2));
}
