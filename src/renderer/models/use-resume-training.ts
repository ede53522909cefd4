import { useState } from 'react';
import type { LabError } from '../../shared/errors';
import type { ModelSpec } from '../../shared/recipe';
import { useLab } from '../lab/connection';
import { asLabError } from '../lab/use-request';

export interface ResumeTraining {
  readonly resume: (model: string, spec: ModelSpec) => void;
  /** The model that is asked for and not answered yet. */
  readonly resuming: string | null;
  readonly error: LabError | null;
}

/** Puts a training that was stopped into the queue again; it goes on from its checkpoint. */
export function useResumeTraining(): ResumeTraining {
  const lab = useLab();
  const [resuming, setResuming] = useState<string | null>(null);
  const [error, setError] = useState<LabError | null>(null);
  return {
    resume: (model, spec) => {
      setResuming(model);
      setError(null);
      lab
        .request('models.enqueue', { spec })
        .catch((thrown: unknown) => {
          setError(asLabError(thrown));
        })
        .finally(() => {
          setResuming(null);
        });
    },
    resuming,
    error,
  };
}
