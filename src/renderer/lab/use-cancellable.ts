import { useCallback, useRef } from 'react';
import { useAction, type Action } from './use-action';

export interface Cancellable<Given extends readonly unknown[]> extends Action<Given> {
  /** Ends what is under way; does nothing where nothing is. */
  readonly cancel: () => void;
}

/**
 * An action that can be cancelled, and that ends what it is still about when it is started again.
 *
 * @param work ends by `cancelled` once its signal is aborted, as every request of the lab does
 */
export function useCancellable<Given extends readonly unknown[]>(
  work: (signal: AbortSignal, ...given: Given) => Promise<unknown>,
): Cancellable<Given> {
  const running = useRef<AbortController | null>(null);
  const action = useAction((...given: Given) => {
    running.current?.abort();
    running.current = new AbortController();
    return work(running.current.signal, ...given);
  });
  const cancel = useCallback(() => {
    running.current?.abort();
  }, []);
  return { ...action, cancel };
}
