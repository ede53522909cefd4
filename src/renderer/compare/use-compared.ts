import { useEffect, useReducer, useRef, useState } from 'react';
import type { AnalysisInput } from '../../analysis/input';
import type { LabError } from '../../shared/errors';
import { asLabError } from '../lab/use-request';
import type { Computer } from '../measured/computer';
import type { Compared } from '../measured/tasks';

export interface ComparedState {
  readonly value: Compared | null;
  readonly error: LabError | null;
  readonly again: () => void;
  readonly cancel: () => void;
}

/** Differences run − base. */
export function useCompared(computer: Computer, run: AnalysisInput, base: AnalysisInput): ComparedState {
  const [asked, again] = useReducer((count: number) => count + 1, 0);
  const [value, setValue] = useState<Compared | null>(null);
  const [error, setError] = useState<LabError | null>(null);
  const controller = useRef<AbortController | null>(null);
  useEffect(() => {
    const own = new AbortController();
    controller.current = own;
    setValue(null);
    setError(null);
    computer.compute({ kind: 'compare', a: run.run.id, b: base.run.id }, [run, base], own.signal).then(
      (compared) => {
        if (controller.current === own) setValue(compared);
      },
      (thrown: unknown) => {
        if (controller.current === own) setError(asLabError(thrown));
      },
    );
    return () => {
      controller.current = null;
      own.abort();
    };
  }, [computer, run, base, asked]);
  return {
    value,
    error,
    again,
    cancel: () => {
      controller.current?.abort();
    },
  };
}
