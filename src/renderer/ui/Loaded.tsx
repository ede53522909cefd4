import type { ReactNode } from 'react';
import type { Requested } from '../lab/use-request';
import { ErrorNotice } from './ErrorNotice';
import { Pending } from './Pending';

export interface LoadedProps<Value> {
  readonly request: Requested<Value>;
  /** What is waited for: `Reading the runs`. */
  readonly words: string;
  readonly children: (value: Value) => ReactNode;
}

/** What a request answers, once it has; before that words, after a failure the error with a way to try again. */
export function Loaded<Value>({ request, words, children }: LoadedProps<Value>): ReactNode {
  const { state, value, error, refresh } = request;
  return (
    <>
      {error === null ? null : <ErrorNotice error={error} onRetry={refresh} />}
      {value !== null ? children(value) : state === 'loading' ? <Pending words={words} /> : null}
    </>
  );
}
