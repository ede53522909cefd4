import { useEffect, useState } from 'react';
import type { LabError } from '../../shared/errors';
import type { ReportNotice } from '../../shared/lab-channel/host-requests';
import type { ReportWishes } from '../../shared/reports/report-wishes';
import { useLab } from '../lab/connection';
import { useCancellable } from '../lab/use-cancellable';
import type { ReportDraft } from './use-report-draft';

/** The report as the host made it last. */
export interface ReportPreview {
  /** Where the page is, of the window's own origin; null: not made yet. */
  readonly path: string | null;
  /** What there is to decide about; null: not known yet. */
  readonly notices: readonly ReportNotice[] | null;
  /** No run is chosen: there is nothing to preview. */
  readonly isEmpty: boolean;
  /** What it says has changed since. */
  readonly isStale: boolean;
  readonly busy: boolean;
  readonly error: LabError | null;
  readonly update: () => void;
  readonly cancel: () => void;
}

interface Made {
  readonly path: string;
  readonly notices: readonly ReportNotice[];
  /** What it was made of. */
  readonly wishes: ReportWishes;
}

/**
 * Has the report made once for the runs that are chosen, and again whenever it comes to be shown; what changes while it
 * is shown waits for `update`.
 */
export function usePreview(
  { wishes, isRead }: Pick<ReportDraft, 'wishes' | 'isRead'>,
  isShown: boolean,
): ReportPreview {
  const lab = useLab();
  const [last, setLast] = useState<Made | null>(null);
  const { start, busy, error, cancel } = useCancellable(async (signal) => {
    setLast({ ...(await lab.request('host.previewReport', { wishes }, { signal })), wishes });
  });
  const runs = runsOf(wishes);
  const made = last !== null && runsOf(last.wishes) === runs ? last : null;
  const isEmpty = wishes.runs.length === 0;
  const isWanted = isRead && !isEmpty && (isShown || made === null);
  useEffect(() => {
    if (!isWanted) return;
    start();
    return cancel;
  }, [isWanted, runs, start, cancel]);
  return {
    path: made?.path ?? null,
    notices: made?.notices ?? null,
    isEmpty,
    isStale: made !== null && JSON.stringify(made.wishes) !== JSON.stringify(wishes),
    busy: busy !== null,
    error,
    update: start,
    cancel,
  };
}

function runsOf({ runs }: ReportWishes): string {
  return runs.map(({ run }) => run).join(' ');
}
