import type {
  LabApi,
  LabNotification,
  LabNotificationName,
  LabParams,
  LabRequestName,
  LabResult,
} from '../../src/shared/lab-channel/lab-api';
import { cancelled, LabError } from '../../src/shared/errors';
import type { ChannelState, WindowConnection } from '../../src/shared/lab-channel/window-end';

/** What a fake lab answers; a request without an answer fails as `unsupported`. */
export type Answers = {
  readonly [Name in LabRequestName]?: (params: LabParams<Name>) => Promise<LabResult<Name>> | LabResult<Name>;
};

export interface FakeLab extends LabApi {
  /** Tells every listener, as the host would. */
  readonly tell: <Name extends LabNotificationName>(name: Name, content: LabNotification<Name>) => void;
  /** Names of the requests so far, in order. */
  readonly asked: readonly LabRequestName[];
  /** Requests that were cancelled by their signal. */
  readonly cancelled: readonly LabRequestName[];
}

/** A lab without host or engine. */
export function fakeLab(answers: Answers): FakeLab {
  const listeners = new Map<string, Set<(content: never) => void>>();
  const asked: LabRequestName[] = [];
  const given: LabRequestName[] = [];
  return {
    asked,
    cancelled: given,
    request: async (name, params, options) => {
      asked.push(name);
      const answer = (answers as Record<string, ((params: unknown) => unknown) | undefined>)[name];
      if (answer === undefined) throw new LabError('unsupported', `This lab does not answer ${name}.`);
      const aborted = new Promise<never>((_, reject) => {
        options?.signal?.addEventListener('abort', () => {
          given.push(name);
          reject(cancelled());
        });
      });
      return (await Promise.race([Promise.resolve().then(() => answer(params)), aborted])) as never;
    },
    on: (name, listener) => {
      const own = listeners.get(name) ?? new Set();
      listeners.set(name, own.add(listener));
      return () => own.delete(listener);
    },
    tell: (name, content) => {
      [...(listeners.get(name) ?? [])].forEach((listener) => {
        listener(content as never);
      });
    },
  };
}

export interface FakeConnection extends WindowConnection {
  readonly enter: (state: ChannelState) => void;
}

export function fakeConnection(lab: LabApi, first: ChannelState = 'open'): FakeConnection {
  let current = first;
  const listeners = new Set<() => void>();
  return {
    lab,
    state: () => current,
    onState: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    reconnect: () => undefined,
    enter: (state) => {
      current = state;
      listeners.forEach((listener) => {
        listener();
      });
    },
  };
}
