import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import { LabError } from '../../shared/errors';
import { canonicalJson } from '../../shared/identity';
import type { LabNotificationName, LabParams, LabRequestName, LabResult } from '../../shared/lab-channel/lab-api';
import { useLab } from './connection';
import { throttled } from './throttled';

/** What a page knows of a request: show it with `Loaded`, which has words for every state. */
export interface Requested<Value> {
  /** `done` keeps its value while it is read again (`refreshing`). */
  readonly state: 'loading' | 'failed' | 'done';
  readonly value: Value | null;
  readonly error: LabError | null;
  readonly refreshing: boolean;
  /** Asks again, after an error or to be sure. */
  readonly refresh: () => void;
}

export interface RequestOptions {
  /** Asked again when one of these is told, at most twice a second. */
  readonly refreshOn?: readonly LabNotificationName[];
  /** False: not asked yet (something it needs is missing). */
  readonly enabled?: boolean;
}

type Answer<Value> =
  | { readonly kind: 'none' }
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'error'; readonly error: LabError; readonly value: Value | null };

/** Milliseconds between two askings that notifications cause. */
const between = 500;

/**
 * Asks the lab and keeps the answer. Asked again when the parameters change (compared by their JSON) and when the engine
 * has come back; cancelled when the component goes.
 */
export function useRequest<Name extends LabRequestName>(
  name: Name,
  params: LabParams<Name>,
  { refreshOn = none, enabled = true }: RequestOptions = {},
): Requested<LabResult<Name>> {
  type Value = LabResult<Name>;
  const lab = useLab();
  const key = `${name} ${canonicalJson(params)}`;
  const [asked, refresh] = useReducer((count: number) => count + 1, 0);
  const [answer, setAnswer] = useState<{ readonly key: string; readonly answer: Answer<Value> }>({
    key,
    answer: { kind: 'none' },
  });
  const [answered, setAnswered] = useState(-1);
  const newest = useRef(params);
  newest.current = params;
  /** Notifications that come while an answer is on its way wait for it, or a slow answer would never come. */
  const flight = useRef({ underWay: false, wantedAgain: false });

  useEffect(() => {
    if (!enabled) return;
    const controller = new AbortController();
    flight.current = { underWay: true, wantedAgain: false };
    const landed = (): void => {
      const { wantedAgain } = flight.current;
      flight.current = { underWay: false, wantedAgain: false };
      if (wantedAgain) refresh();
    };
    lab.request(name, newest.current, { signal: controller.signal }).then(
      (value) => {
        if (controller.signal.aborted) return;
        setAnswer({ key, answer: { kind: 'value', value } });
        setAnswered(asked);
        landed();
      },
      (error: unknown) => {
        if (controller.signal.aborted) return;
        setAnswer((before) => ({
          key,
          answer: {
            kind: 'error',
            error: asLabError(error),
            value: before.key === key && before.answer.kind !== 'none' ? before.answer.value : null,
          },
        }));
        setAnswered(asked);
        landed();
      },
    );
    return () => {
      controller.abort();
    };
  }, [lab, name, key, enabled, asked]);

  const names = refreshOn.join(' ');
  useEffect(() => {
    const again = throttled(() => {
      if (flight.current.underWay) flight.current.wantedAgain = true;
      else refresh();
    }, between);
    const ends = [
      ...refreshOn.map((notification) => lab.on(notification, again.call)),
      lab.on('engineState', ({ state }) => {
        // Whoever waits for an answer gets it from the engine that is ready now.
        if (state === 'ready' && !flight.current.underWay) again.call();
      }),
    ];
    return () => {
      again.cancel();
      ends.forEach((end) => {
        end();
      });
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the names say it all
  }, [lab, names]);

  const current: Answer<Value> = answer.key === key ? answer.answer : { kind: 'none' };
  const again = useCallback(() => {
    refresh();
  }, []);
  const refreshing = answered !== asked;
  switch (current.kind) {
    case 'none':
      return { state: 'loading', value: null, error: null, refreshing: false, refresh: again };
    case 'value':
      return { state: 'done', value: current.value, error: null, refreshing, refresh: again };
    case 'error':
      return { state: 'failed', value: current.value, error: current.error, refreshing, refresh: again };
    default:
      return current satisfies never;
  }
}

const none: readonly LabNotificationName[] = [];

/** Whatever was thrown, as an error that a person can read. */
export function asLabError(error: unknown): LabError {
  if (error instanceof LabError) return error;
  return new LabError('internal', error instanceof Error ? error.message : String(error));
}
