import { useEffect, useState } from 'react';
import { isCancelled } from '../../../shared/errors';
import { useLab } from '../../lab/connection';

/** Records by cell id. */
export type Counts = Readonly<Record<string, number>>;

/** Milliseconds between two askings while the run computes. */
const pause = 1000;

/**
 * How many records each cell has. While the run computes only what came since is asked for.
 *
 * @param computing does it grow?
 * @returns null before the first answer
 */
export function useRecorded(run: string, computing: boolean): Counts | null {
  const lab = useLab();
  const [counts, setCounts] = useState<{ readonly run: string; readonly counts: Counts } | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout> | null = null;
    let cursor = 0;
    let sum: Counts = {};
    const ask = async (): Promise<void> => {
      try {
        const answer = await lab.request('runs.recorded', { run, cursor }, { signal: controller.signal });
        cursor = answer.cursor;
        sum = added(sum, answer.counts);
        setCounts({ run, counts: sum });
      } catch (error) {
        if (isCancelled(error) || controller.signal.aborted) return;
        // A repair makes the file shorter: counted anew from its start.
        cursor = 0;
        sum = {};
      }
      if (computing && !controller.signal.aborted) timer = setTimeout(() => void ask(), pause);
    };
    void ask();
    return () => {
      controller.abort();
      if (timer !== null) clearTimeout(timer);
    };
  }, [lab, run, computing]);
  return counts?.run === run ? counts.counts : null;
}

export function added(a: Counts, b: Counts): Counts {
  return { ...a, ...Object.fromEntries(Object.entries(b).map(([cell, count]) => [cell, (a[cell] ?? 0) + count])) };
}

export function total(counts: Counts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
