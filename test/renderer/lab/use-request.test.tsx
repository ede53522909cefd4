import { act, cleanup, configure, renderHook, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { ReactNode } from 'react';
import { ConnectionProvider } from '../../../src/renderer/lab/connection';
import { QueueProvider, useQueue } from '../../../src/renderer/lab/queue';
import { useRequest } from '../../../src/renderer/lab/use-request';
import type { QueueItem } from '../../../src/shared/runs/queue';
import { LabError } from '../../../src/shared/errors';
import type { LabApi } from '../../../src/shared/lab-channel/lab-api';
import { fakeConnection, fakeLab } from '../fake-lab';

configure({ asyncUtilTimeout: 20_000 });

afterEach(cleanup);

const around = (lab: LabApi) => {
  const connection = fakeConnection(lab);
  return ({ children }: { readonly children: ReactNode }) => (
    <ConnectionProvider connection={connection}>{children}</ConnectionProvider>
  );
};
const never = (): Promise<never> => new Promise(() => undefined);
const hello = { appVersion: '1', pid: 1, lab: '/lab', labId: null };

describe('useRequest', () => {
  it('asks once and keeps the answer, however often it is drawn', async () => {
    const lab = fakeLab({ 'engine.hello': () => hello });
    const { result, rerender } = renderHook(() => useRequest('engine.hello', {}), { wrapper: around(lab) });
    expect(result.current.state).toBe('loading');
    await waitFor(() => {
      expect(result.current.state).toBe('done');
    });
    rerender();
    rerender();
    expect(result.current.value).toEqual(hello);
    expect(lab.asked).toEqual(['engine.hello']);
  });

  it('says where and what to do when it fails, and tries again', async () => {
    let fails = true;
    const lab = fakeLab({
      'engine.hello': () => {
        if (fails) throw new LabError('locked', 'is in use.', { where: 'lab', remedy: 'Close it.' });
        return hello;
      },
    });
    const { result } = renderHook(() => useRequest('engine.hello', {}), { wrapper: around(lab) });
    await waitFor(() => {
      expect(result.current.state).toBe('failed');
    });
    expect(result.current.error).toMatchObject({ code: 'locked', where: 'lab', remedy: 'Close it.' });
    fails = false;
    act(() => {
      result.current.refresh();
    });
    await waitFor(() => {
      expect(result.current.state).toBe('done');
    });
    expect(result.current.error).toBeNull();
  });

  it('is cancelled when the component goes', async () => {
    const lab = fakeLab({ 'runs.list': never });
    const { unmount } = renderHook(() => useRequest('runs.list', {}), { wrapper: around(lab) });
    unmount();
    await waitFor(() => {
      expect(lab.cancelled).toEqual(['runs.list']);
    });
  });

  it('gives no answer of other parameters', async () => {
    const lab = fakeLab({ 'devices.list': ({ measure }) => (measure ? never() : { devices: [], busy: false }) });
    const { result, rerender } = renderHook(({ measure }) => useRequest('devices.list', { measure }), {
      wrapper: around(lab),
      initialProps: { measure: false },
    });
    await waitFor(() => {
      expect(result.current.state).toBe('done');
    });
    rerender({ measure: true });
    expect(result.current).toMatchObject({ state: 'loading', value: null });
  });

  it('asks again when told, keeping what it has, many notifications at once counting once', async () => {
    let count = 0;
    const lab = fakeLab({ 'engine.hello': () => ({ ...hello, pid: (count += 1) }) });
    const { result } = renderHook(() => useRequest('engine.hello', {}, { refreshOn: ['runCreated'] }), {
      wrapper: around(lab),
    });
    await waitFor(() => {
      expect(result.current.value?.pid).toBe(1);
    });
    act(() => {
      for (let index = 0; index < 20; index += 1) lab.tell('runCreated', { run: 'a' });
    });
    await waitFor(() => {
      expect(result.current.value?.pid).toBe(2);
    });
    expect(lab.asked).toHaveLength(2);
  });

  it('does not give up a slow answer for a notification, but asks again when it is there', async () => {
    let count = 0;
    const waiting: (() => void)[] = [];
    const lab = fakeLab({
      'engine.hello': async () => {
        const pid = (count += 1);
        await new Promise<void>((resolve) => waiting.push(resolve));
        return { ...hello, pid };
      },
    });
    const { result } = renderHook(() => useRequest('engine.hello', {}, { refreshOn: ['runCreated'] }), {
      wrapper: around(lab),
    });
    await waitFor(() => {
      expect(waiting).toHaveLength(1);
    });
    act(() => {
      lab.tell('runCreated', { run: 'a' });
    });
    await act(() => new Promise((resolve) => setTimeout(resolve, 50)));
    expect([lab.asked.length, lab.cancelled.length]).toEqual([1, 0]);
    waiting[0]();
    await waitFor(() => {
      expect(result.current.value?.pid).toBe(1);
    });
    await waitFor(() => {
      expect(waiting).toHaveLength(2);
    });
    waiting[1]();
    await waitFor(() => {
      expect(result.current.value?.pid).toBe(2);
    });
  });

  it('asks again when the engine has come back', async () => {
    const lab = fakeLab({ 'engine.hello': () => hello });
    const { result } = renderHook(() => useRequest('engine.hello', {}), { wrapper: around(lab) });
    await waitFor(() => {
      expect(result.current.state).toBe('done');
    });
    act(() => {
      lab.tell('engineState', { state: 'ready', reason: '' });
    });
    await waitFor(() => {
      expect(lab.asked).toHaveLength(2);
    });
  });
});

describe('useQueue', () => {
  it('asks once for all who look, and follows what is told', async () => {
    const lab = fakeLab({ 'queue.show': () => ({ items: [] }) });
    const Around = around(lab);
    const wrapper = ({ children }: { readonly children: ReactNode }) => (
      <Around>
        <QueueProvider>{children}</QueueProvider>
      </Around>
    );
    const { result } = renderHook(() => [useQueue(), useQueue()][1], { wrapper });
    expect(result.current).toBeNull();
    await waitFor(() => {
      expect(result.current?.items).toHaveLength(0);
    });
    const item: QueueItem = {
      id: 'a',
      kind: 'study',
      title: 't',
      run: 'r',
      model: null,
      trains: [],
      state: 'working',
      progress: null,
    };
    act(() => {
      lab.tell('queue', { items: [item] });
    });
    expect(result.current?.items).toEqual([item]);
    expect(lab.asked).toEqual(['queue.show']);
  });
});
