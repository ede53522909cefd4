import type { FlagDecision } from '../../shared/reports/report-wishes';
import type { WorkspaceDatabase } from '../workspace/database';

/** What a person says of one run of a report. */
export interface RunWords {
  readonly notes: string;
  readonly decisions: readonly FlagDecision[];
}

export const noWords: RunWords = { notes: '', decisions: [] };

/** What was typed since the page was opened: before what is stored, which follows. */
export interface Typed {
  readonly notes?: string;
  /** By warning; null: open again. */
  readonly decisions?: Readonly<Partial<Record<string, FlagDecision | null>>>;
}

/** What is stored of each of the runs. */
export async function wordsOf(
  database: WorkspaceDatabase,
  runs: readonly string[],
): Promise<ReadonlyMap<string, RunWords>> {
  const words = new Map<string, RunWords>();
  for (const run of runs) {
    const note = await database.notes.get(['run', run]);
    const decided = await database.decisions.where({ run }).toArray();
    words.set(run, {
      notes: note === undefined || note.removed ? '' : note.text,
      decisions: decided
        .filter(({ removed }) => !removed)
        .map(({ flag, accepted, reason }) => ({ flag, accepted, reason })),
    });
  }
  return words;
}

/** What was typed stands before what is stored; a decision that was opened again is gone. */
export function withTyped(stored: RunWords, typed: Typed): RunWords {
  const typedDecisions = typed.decisions ?? {};
  const untouched = stored.decisions.filter(({ flag }) => !(flag in typedDecisions));
  return {
    notes: typed.notes ?? stored.notes,
    decisions: [
      ...untouched,
      ...Object.values(typedDecisions).filter((decision) => decision !== undefined && decision !== null),
    ],
  };
}
