import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { useAction } from '../../../src/renderer/lab/use-action';
import { useCancellable } from '../../../src/renderer/lab/use-cancellable';
import { cancelled, LabError } from '../../../src/shared/errors';

afterEach(cleanup);

interface Deferred {
  readonly promise: Promise<void>;
  resolve(): void;
  reject(error: unknown): void;
}
function deferred(): Deferred {
  const settle: Partial<Omit<Deferred, 'promise'>> = {};
  const promise = new Promise<void>((resolve, reject) => {
    settle.resolve = resolve;
    settle.reject = reject;
  });
  return { promise, ...(settle as Omit<Deferred, 'promise'>) };
}
const settled = (end: () => void) =>
  act(async () => {
    end();
    await Promise.resolve();
  });

describe('an action', () => {
  it('is busy with what it was given, then says why it failed, until it is started again', async () => {
    let work = deferred();
    const given: string[] = [];
    const { result } = renderHook(() =>
      useAction((what: string) => {
        given.push(what);
        return work.promise;
      }),
    );
    expect(result.current).toMatchObject({ busy: null, error: null });
    act(() => {
      result.current.start('first');
    });
    expect(result.current).toMatchObject({ busy: ['first'], error: null });
    await settled(() => {
      work.reject(new LabError('invalid', 'is wrong.'));
    });
    expect(result.current.busy).toBeNull();
    expect(result.current.error?.message).toBe('is wrong.');

    work = deferred();
    act(() => {
      result.current.start('second');
    });
    expect(result.current).toMatchObject({ busy: ['second'], error: null });
    await settled(() => {
      work.resolve();
    });
    expect(result.current).toMatchObject({ busy: null, error: null });
    expect(given).toEqual(['first', 'second']);
  });

  it('stays busy with the newest of two, and tells what made the other fail', async () => {
    const works = [deferred(), deferred()];
    const { result } = renderHook(() => useAction((which: number) => works[which].promise));
    act(() => {
      result.current.start(0);
      result.current.start(1);
    });
    await settled(() => {
      works[0].reject(new LabError('conflict', 'is taken.'));
    });
    expect(result.current.busy).toEqual([1]);
    expect(result.current.error?.code).toBe('conflict');
  });

  it('calls what was thrown by its message, and says nothing of a cancellation', async () => {
    let work = deferred();
    const { result } = renderHook(() => useAction(() => work.promise));
    act(() => {
      result.current.start();
    });
    await settled(() => {
      work.reject(new TypeError('odd'));
    });
    expect(result.current.error).toMatchObject({ code: 'internal', message: 'odd' });
    work = deferred();
    act(() => {
      result.current.start();
    });
    await settled(() => {
      work.reject(cancelled());
    });
    expect(result.current).toMatchObject({ busy: null, error: null });
  });
});

describe('an action that can be cancelled', () => {
  it('ends by its signal, also when it is started again', async () => {
    const signals: AbortSignal[] = [];
    const given: string[] = [];
    const { result } = renderHook(() =>
      useCancellable(
        (signal, what: string) =>
          new Promise<void>((_, reject) => {
            signals.push(signal);
            given.push(what);
            signal.addEventListener('abort', () => {
              reject(cancelled());
            });
          }),
      ),
    );
    act(() => {
      result.current.cancel();
      result.current.start('first');
      result.current.start('second');
    });
    await settled(() => undefined);
    expect(given).toEqual(['first', 'second']);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
    expect(result.current).toMatchObject({ busy: ['second'], error: null });
    await settled(result.current.cancel);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
    expect(result.current).toMatchObject({ busy: null, error: null });
  });
});
