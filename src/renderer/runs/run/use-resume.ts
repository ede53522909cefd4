import { useCallback, useState } from 'react';
import type { LabError } from '../../../shared/errors';
import { useLab } from '../../lab/connection';
import { asLabError } from '../../lab/use-request';

export interface ResumeOptions {
  /** Although another device computed the first part. */
  readonly force?: boolean;
  /** Damaged records are set aside and computed again. */
  readonly repair?: boolean;
}

export interface Resume {
  readonly resume: (options: ResumeOptions) => void;
  readonly resuming: boolean;
  readonly error: LabError | null;
  /** What would get past the error. */
  readonly remedies: { readonly force: boolean; readonly repair: boolean };
}

/** Puts a run that has stopped into the queue again. */
export function useResume(run: string, onResumed: () => void): Resume {
  const lab = useLab();
  const [resuming, setResuming] = useState(false);
  const [error, setError] = useState<LabError | null>(null);
  const resume = useCallback(
    ({ force = false, repair = false }: ResumeOptions) => {
      setResuming(true);
      setError(null);
      lab
        .request('runs.enqueue', { run, force, repair })
        .then(onResumed, (thrown: unknown) => {
          setError(asLabError(thrown));
        })
        .finally(() => {
          setResuming(false);
        });
    },
    [lab, run, onResumed],
  );
  const remedies = {
    force: error?.code === 'conflict' && error.where === 'device',
    repair: error?.code === 'damaged' && error.message.includes('record'),
  };
  return { resume, resuming, error, remedies };
}
