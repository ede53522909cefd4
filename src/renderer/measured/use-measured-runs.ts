import { useEffect, useReducer, useRef, useState } from 'react';
import type { AnalysedRun } from '../../analysis/analysed-run';
import { isCancelled, type LabError } from '../../shared/errors';
import { useLab } from '../lab/connection';
import { useNotification } from '../lab/use-notification';
import { asLabError } from '../lab/use-request';
import type { Counted } from '../ui/Pending';
import { Computer } from '../computing/computer';
import { readMeasured } from './read';

export interface MeasuredRuns {
  /** In the order asked for; null until all are there. Kept while they are read again. */
  readonly runs: readonly AnalysedRun[] | null;
  /** Holds them, and can compute more about them. */
  readonly computer: Computer;
  readonly state: 'reading' | 'done' | 'failed' | 'cancelled';
  readonly progress: Counted | null;
  readonly error: LabError | null;
  readonly cancel: () => void;
  readonly again: () => void;
}

interface Known {
  readonly key: string;
  readonly runs: readonly AnalysedRun[] | null;
  readonly state: MeasuredRuns['state'];
  readonly progress: Counted | null;
  readonly error: LabError | null;
}

/** Runs with all their records and their analysis; read again when one of them has ended. */
export function useMeasuredRuns(ids: readonly string[]): MeasuredRuns {
  const lab = useLab();
  const key = ids.join(' ');
  const [computer] = useState(() => new Computer());
  const [asked, again] = useReducer((count: number) => count + 1, 0);
  const [known, setKnown] = useState<Known>(() => nothing(key));
  const controller = useRef<AbortController | null>(null);

  useEffect(
    () => () => {
      computer.close();
    },
    [computer],
  );

  useEffect(() => {
    const own = new AbortController();
    controller.current = own;
    const update = (change: Partial<Known>): void => {
      if (controller.current === own)
        setKnown((before) => ({ ...(before.key === key ? before : nothing(key)), ...change }));
    };
    update({ state: 'reading', progress: null, error: null });
    readAll().then(
      (runs) => {
        update({ runs, state: 'done', progress: null });
      },
      (error: unknown) => {
        update(
          isCancelled(error) ? { state: 'cancelled', progress: null } : { state: 'failed', error: asLabError(error) },
        );
      },
    );
    return () => {
      controller.current = null;
      own.abort();
    };

    async function readAll(): Promise<readonly AnalysedRun[]> {
      const runs: AnalysedRun[] = [];
      for (const id of key === '' ? [] : key.split(' ')) {
        const onProgress = (done: number, total: number): void => {
          update({ progress: { done, total, unit: 'records', rate: null, remaining: null } });
        };
        runs.push(await readMeasured(lab, computer, id, { signal: own.signal, onProgress }));
      }
      return runs;
    }
  }, [lab, computer, key, asked]);

  useNotification('workEnded', ({ item }) => {
    if (item.run !== null && ids.includes(item.run)) again();
  });

  const current = known.key === key ? known : nothing(key);
  return {
    ...current,
    computer,
    cancel: () => {
      controller.current?.abort();
    },
    again,
  };
}

function nothing(key: string): Known {
  return { key, runs: null, state: 'reading', progress: null, error: null };
}
