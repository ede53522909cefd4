import { z } from 'zod';
import { useNote } from '../workspace/use-marks';
import { useLayout } from '../workspace/use-layout';

/** What a person adds to a report, remembered as it is typed: the name for all reports, the notes with their run. */
export interface ReportDraft {
  readonly analyst: string;
  readonly notes: string;
  /** Until then both are empty. */
  readonly isRead: boolean;
  readonly setAnalyst: (name: string) => void;
  readonly setNotes: (text: string) => void;
}

export function useReportDraft(run: string | null): ReportDraft {
  const [analyst, setAnalyst, isNameRead] = useLayout('analyst', z.string(), '');
  const [notes, setNotes, areNotesRead] = useNote('run', run ?? '');
  return { analyst, notes, isRead: isNameRead && areNotesRead, setAnalyst, setNotes };
}
