import { useCallback, useState } from 'react';
import { z } from 'zod';
import { OptionalSection } from '../../shared/report-sections';
import type { Answer } from '../../shared/report-remarks';
import { FlagDecision, type ReportWishes } from '../../shared/report-wishes';
import { ShareUnit } from '../../shared/share-unit';
import { useUndoWhileShown, type Edited } from '../app/undo';
import { texts } from '../texts/catalogue';
import { useStored, useWorkspace } from '../workspace/context';
import type { WorkspaceDatabase } from '../workspace/database';
import { put } from '../workspace/edit';
import { usePreferences } from '../workspace/preferences';
import { sectionsKey } from '../workspace/project-layout';
import { useLayout } from '../workspace/use-layout';
import { useProject } from '../workspace/use-project';
import { withAnswer, withReason } from './decide';

/** What a person says of one run of a report. */
export interface RunWords {
  readonly notes: string;
  readonly decisions: readonly FlagDecision[];
}

/**
 * What a person adds to a report, remembered as it is typed: notes and decisions with their run, sections with the
 * project, the rest for all reports. Edits of names, notes and decisions can be taken back as long as it is shown.
 */
export interface ReportDraft {
  readonly analyst: string;
  readonly without: readonly OptionalSection[];
  /** As in the settings until chosen for reports. */
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
  readonly setAnswer: (run: string, flag: string, answer: Answer) => void;
  readonly setReason: (run: string, flag: string, reason: string) => void;
}

const Sections = z.array(OptionalSection);
const Decisions = z.array(FlagDecision);
const words = texts.report.edited;
const nothing: RunWords = { notes: '', decisions: [] };

export function useReportDraft(runs: readonly string[]): ReportDraft {
  const [analyst, setAnalyst, isNameRead] = useLayout('analyst', z.string(), '');
  const [project] = useProject();
  const [without, setWithout, isChoiceRead] = useLayout(sectionsKey(project?.id ?? null), Sections, []);
  const [preferences] = usePreferences();
  const [units, setUnits, isUnitRead] = useLayout('report units', ShareUnit, preferences.units);
  const { database, trouble } = useWorkspace();
  const stored = useStored(`report words ${runs.join(' ')}`, (opened) => wordsOf(opened, runs));
  const [typed, setTyped] = useState<Readonly<Partial<Record<string, Partial<RunWords>>>>>({});
  const type = useCallback((run: string, words: Partial<RunWords>) => {
    setTyped((before) => ({ ...before, [run]: { ...before[run], ...words } }));
  }, []);
  const { remember } = useUndoWhileShown();
  const wordsNow = (run: string): RunWords => ({ ...nothing, ...stored?.get(run), ...typed[run] });
  const setNotes = (run: string, notes: string): void => {
    type(run, { notes });
    if (database !== null) void put(database, 'notes', { kind: 'run', id: run, text: notes });
  };
  const setDecisions = (run: string, decisions: readonly FlagDecision[]): void => {
    type(run, { decisions });
    if (database !== null) void put(database, 'layout', { key: decisionsKey(run), value: decisions });
  };
  const edit = <Value>(
    edited: Pick<Edited, 'subject' | 'text'>,
    set: (value: Value) => void,
    now: Value,
    next: Value,
  ): void => {
    set(next);
    remember({
      ...edited,
      undo: () => {
        set(now);
        return Promise.resolve();
      },
    });
  };
  const decide = (run: string, about: string, next: readonly FlagDecision[]): void => {
    const set = (decisions: readonly FlagDecision[]): void => {
      setDecisions(run, decisions);
    };
    edit({ subject: `decision ${run} ${about}`, text: words.decision }, set, wordsNow(run).decisions, next);
  };
  return {
    analyst,
    without,
    units,
    words: wordsNow,
    isRead:
      isNameRead && isChoiceRead && isUnitRead && (stored !== undefined || (database === null && trouble !== null)),
    wishes: {
      runs: runs.map((run) => {
        const { notes, decisions } = wordsNow(run);
        return { run, notes, decisions: [...decisions] };
      }),
      analyst,
      without: [...without],
      units,
    },
    setUnits,
    setAnalyst: (name) => {
      edit({ subject: 'analyst', text: words.analyst }, setAnalyst, analyst, name);
    },
    setWithout: (sections) => {
      setWithout([...sections]);
    },
    setNotes: (run, notes) => {
      const set = (text: string): void => {
        setNotes(run, text);
      };
      edit({ subject: `notes ${run}`, text: words.notes }, set, wordsNow(run).notes, notes);
    },
    setAnswer: (run, flag, answer) => {
      decide(run, `${flag} answer`, withAnswer(wordsNow(run).decisions, flag, answer));
    },
    setReason: (run, flag, reason) => {
      decide(run, `${flag} reason`, withReason(wordsNow(run).decisions, flag, reason));
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
