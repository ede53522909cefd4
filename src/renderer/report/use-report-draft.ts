import { useCallback, useRef, useState } from 'react';
import { z } from 'zod';
import { decisionOf } from '../../analysis/flags/decision';
import { OptionalSection } from '../../shared/reports/report-sections';
import type { Answer } from '../../shared/reports/report-remarks';
import type { FlagDecision, ReportWishes } from '../../shared/reports/report-wishes';
import { ShareUnit } from '../../shared/reports/share-unit';
import { useUndoWhileShown, type Edited } from '../undo/undo';
import { exchanger } from '../undo/exchange';
import { texts } from '../texts/catalogue';
import { useStored, useWorkspace } from '../workspace/context';
import { put, remove } from '../workspace/edit';
import { usePreferences } from '../workspace/preferences';
import { sectionsKey } from '../workspace/project-layout';
import { useLayout } from '../workspace/use-layout';
import { useProject } from '../workspace/use-project';
import { noWords, withTyped, wordsOf, type RunWords, type Typed } from './run-words';

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
const words = texts.report.edited;

export function useReportDraft(runs: readonly string[]): ReportDraft {
  const [analyst, setAnalyst, isNameRead] = useLayout('analyst', z.string(), '');
  const [project] = useProject();
  const [without, setWithout, isChoiceRead] = useLayout(sectionsKey(project?.id ?? null), Sections, []);
  const [preferences] = usePreferences();
  const [units, setUnits, isUnitRead] = useLayout('report units', ShareUnit, preferences.units);
  const { database, trouble } = useWorkspace();
  const stored = useStored(`report words ${runs.join(' ')}`, (opened) => wordsOf(opened, runs));
  const [typed, setTyped] = useState<Readonly<Partial<Record<string, Typed>>>>({});
  const type = useCallback((run: string, { decisions, ...rest }: Typed) => {
    setTyped((before) => ({
      ...before,
      [run]: { ...before[run], ...rest, decisions: { ...before[run]?.decisions, ...decisions } },
    }));
  }, []);
  const { remember } = useUndoWhileShown();
  /** What was set last, by the subject of the edit. */
  const newest = useRef(new Map<string, unknown>());
  const wordsNow = (run: string): RunWords => withTyped(stored?.get(run) ?? noWords, typed[run] ?? {});
  const decisionNow = (run: string, flag: string): FlagDecision | null =>
    wordsNow(run).decisions.find((one) => one.flag === flag) ?? null;
  const setNotes = (run: string, notes: string): void => {
    type(run, { notes });
    if (database !== null) void put(database, 'notes', { kind: 'run', id: run, text: notes });
  };
  const edit = <Value>(
    edited: Pick<Edited, 'subject' | 'text'>,
    set: (value: Value) => void,
    now: Value,
    next: Value,
  ): void => {
    const key = edited.subject ?? '';
    const write = (value: Value): void => {
      newest.current.set(key, value);
      set(value);
    };
    // Of what is typed at a stretch only the first edit is remembered: what it came to is known here.
    const exchange = exchanger(() => newest.current.get(key) as Value, write);
    write(next);
    remember({ ...edited, undo: exchange(now) });
  };
  const decide = (run: string, flag: string, part: 'answer' | 'reason', next: FlagDecision | null): void => {
    const now = decisionNow(run, flag);
    const set = (decision: FlagDecision | null): void => {
      type(run, { decisions: { [flag]: decision } });
      if (database === null) return;
      const known = decision ?? now ?? next;
      if (decision !== null) void put(database, 'decisions', { run, ...decision });
      // Also where there was none before: taken back, it is gone from what is stored.
      else if (known !== null) void remove(database, 'decisions', { run, ...known });
    };
    edit({ subject: `decision ${run} ${flag} ${part}`, text: words.decision }, set, now, next);
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
      decide(run, flag, 'answer', decisionOf(flag, answer, decisionNow(run, flag)?.reason ?? ''));
    },
    setReason: (run, flag, reason) => {
      const now = decisionNow(run, flag);
      if (now !== null) decide(run, flag, 'reason', { ...now, reason });
    },
  };
}
