import { useCallback, useRef, useState } from 'react';
import { isCancelled, type LabError } from '../../shared/errors';
import { asLabError } from './use-request';

export interface Action<Given extends readonly unknown[]> {
  readonly start: (...given: Given) => void;
  /** What it was started with last and is not done with yet; null: nothing is under way. */
  readonly busy: Given | null;
  /** Why it failed the last time; null: it did not, or was cancelled. */
  readonly error: LabError | null;
  /** Forgets the error. */
  readonly clear: () => void;
}

/** Something that a person has done: whether it is under way, and why it failed. `useCancellable` for long work. */
export function useAction<Given extends readonly unknown[]>(
  work: (...given: Given) => Promise<unknown>,
): Action<Given> {
  const newest = useRef(work);
  newest.current = work;
  const [busy, setBusy] = useState<Given | null>(null);
  const [error, setError] = useState<LabError | null>(null);
  const start = useCallback((...given: Given) => {
    setBusy(given);
    setError(null);
    newest
      .current(...given)
      .catch((thrown: unknown) => {
        if (!isCancelled(thrown)) setError(asLabError(thrown));
      })
      .finally(() => {
        // What was started since is not done yet.
        setBusy((now) => (now === given ? null : now));
      });
  }, []);
  const clear = useCallback(() => {
    setError(null);
  }, []);
  return { start, busy, error, clear };
}
