import { act, cleanup, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { ConnectionProvider } from '../../../../src/renderer/lab/connection';
import { useRunLog } from '../../../../src/renderer/runs/run/use-run-log';
import { LabError } from '../../../../src/shared/errors';
import { fakeConnection, fakeLab } from '../../fake-lab';

afterEach(() => {
  vi.useRealTimers();
  cleanup();
});

it('a log that could not be read says so, and is asked for again though its run computes no more', async () => {
  vi.useFakeTimers();
  let readable = false;
  const line = { at: '2026-01-05T11:00:00.000Z', level: 'info', text: 'concat: trained.' } as const;
  const lab = fakeLab({
    'runs.log': () => {
      if (!readable) throw new LabError('internal', 'cannot be read now.');
      return { lines: [line], omitted: 0, cursor: 1 };
    },
  });
  const wrapper = ({ children }: { readonly children: ReactNode }): ReactNode => (
    <ConnectionProvider connection={fakeConnection(lab)}>{children}</ConnectionProvider>
  );
  const { result } = renderHook(() => useRunLog('r', false), { wrapper });
  await act(() => vi.advanceTimersByTimeAsync(10));
  expect(result.current).toMatchObject({ failed: true, lines: [] });
  readable = true;
  await act(() => vi.advanceTimersByTimeAsync(4000));
  expect(result.current).toMatchObject({ failed: false, lines: [line] });
  const asked = lab.asked.length;
  await act(() => vi.advanceTimersByTimeAsync(10_000));
  expect(lab.asked).toHaveLength(asked);
});
