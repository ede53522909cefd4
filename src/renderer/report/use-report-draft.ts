import { useCallback, useState } from 'react';
import { z } from 'zod';
import { OptionalSection } from '../../shared/report-sections';
import { FlagDecision, type ReportWishes } from '../../shared/report-wishes';
import { ShareUnit } from '../../shared/share-unit';
import { useStored, useWorkspace } from '../workspace/context';
import type { WorkspaceDatabase } from '../workspace/database';
import { put } from '../workspace/edit';
import { useLayout } from '../workspace/use-layout';

/** What a person says of one run of a report. */
export interface RunWords {
  readonly notes: string;
  readonly decisions: readonly FlagDecision[];
}

/** What a person adds to a report, remembered as it is typed: notes and decisions with their run, the rest for all reports. */
export interface ReportDraft {
  readonly analyst: string;
  readonly without: readonly OptionalSection[];
  readonly units: ShareUnit;
  readonly words: (run: string) => RunWords;
  /** Until then all is empty. */
  readonly isRead: boolean;
  /** What the host is asked for. */
  readonly wishes: ReportWishes;
  readonly setAnalyst: (name: string) => void;
  readonly setWithout: (sections: readonly OptionalSection[]) => void;
  readonly setUnits: (units: ShareUnit) => void;
  readonly setNotes: (run: string, notes: string) => void;
  readonly setDecisions: (run: string, decisions: readonly FlagDecision[]) => void;
}

const Sections = z.array(OptionalSection);
const Decisions = z.array(FlagDecision);
const nothing: RunWords = { notes: '', decisions: [] };

export function useReportDraft(runs: readonly string[]): ReportDraft {
  const [analyst, setAnalyst, isNameRead] = useLayout('analyst', z.string(), '');
  const [without, setWithout, isChoiceRead] = useLayout('report without', Sections, []);
  const [units, setUnits, isUnitRead] = useLayout('report units', ShareUnit, 'percent');
  const { database, trouble } = useWorkspace();
  const stored = useStored(`report words ${runs.join(' ')}`, (opened) => wordsOf(opened, runs));
  const [typed, setTyped] = useState<Readonly<Partial<Record<string, Partial<RunWords>>>>>({});
  const type = useCallback((run: string, words: Partial<RunWords>) => {
    setTyped((before) => ({ ...before, [run]: { ...before[run], ...words } }));
  }, []);
  const words = (run: string): RunWords => ({ ...nothing, ...stored?.get(run), ...typed[run] });
  return {
    analyst,
    without,
    units,
    words,
    isRead:
      isNameRead && isChoiceRead && isUnitRead && (stored !== undefined || (database === null && trouble !== null)),
    wishes: {
      runs: runs.map((run) => {
        const { notes, decisions } = words(run);
        return { run, notes, decisions: [...decisions] };
      }),
      analyst,
      without: [...without],
      units,
    },
    setUnits,
    setAnalyst,
    setWithout: (sections) => {
      setWithout([...sections]);
    },
    setNotes: (run, notes) => {
      type(run, { notes });
      if (database !== null) void put(database, 'notes', { kind: 'run', id: run, text: notes });
    },
    setDecisions: (run, decisions) => {
      type(run, { decisions });
      if (database !== null) void put(database, 'layout', { key: decisionsKey(run), value: decisions });
    },
  };
}

async function wordsOf(database: WorkspaceDatabase, runs: readonly string[]): Promise<ReadonlyMap<string, RunWords>> {
  const words = new Map<string, RunWords>();
  for (const run of runs) {
    const note = await database.notes.get(['run', run]);
    const decided = await database.layout.get(decisionsKey(run));
    const decisions = Decisions.safeParse(decided?.removed === true ? [] : (decided?.value ?? []));
    words.set(run, {
      notes: note === undefined || note.removed ? '' : note.text,
      decisions: decisions.success ? decisions.data : [],
    });
  }
  return words;
}

function decisionsKey(run: string): string {
  return `decisions ${run}`;
}
