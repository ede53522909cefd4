import { useEffect, useState } from 'react';
import type { AnalysisInput } from '../../analysis/input';
import type { LabError } from '../../shared/errors';
import { useCancellable } from '../lab/use-cancellable';
import type { Computer } from '../computing/computer';
import type { Compared } from '../computing/tasks';

export interface ComparedState {
  readonly value: Compared | null;
  /** Has the person stopped it? */
  readonly stopped: boolean;
  readonly error: LabError | null;
  readonly again: () => void;
  readonly stop: () => void;
}

/** Differences run − base. */
export function useCompared(computer: Computer, run: AnalysisInput, base: AnalysisInput): ComparedState {
  const [value, setValue] = useState<Compared | null>(null);
  const [stopped, setStopped] = useState(false);
  const { start, error, cancel } = useCancellable(async (signal) => {
    setValue(null);
    setStopped(false);
    setValue(await computer.compute({ kind: 'compare', a: run.run.id, b: base.run.id }, [run, base], signal));
  });
  useEffect(() => {
    start();
    return cancel;
  }, [computer, run, base, start, cancel]);
  return {
    value,
    stopped,
    error,
    again: start,
    stop: () => {
      cancel();
      setStopped(true);
    },
  };
}
