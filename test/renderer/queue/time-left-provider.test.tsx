import { MantineProvider } from '@mantine/core';
import { act, cleanup, configure, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { Working } from '../../../src/renderer/app/Working';
import { ConnectionProvider } from '../../../src/renderer/lab/connection';
import { QueueProvider } from '../../../src/renderer/lab/queue';
import { StageProgress } from '../../../src/renderer/queue/StageProgress';
import { TimeLeftProvider } from '../../../src/renderer/queue/TimeLeftProvider';
import type { Progress } from '../../../src/shared/progress';
import type { QueueItem } from '../../../src/shared/runs/queue';
import { fakeConnection, fakeLab } from '../fake-lab';

configure({ asyncUtilTimeout: 20_000 });

afterEach(() => {
  vi.useRealTimers();
  cleanup();
});

const progress: Progress = {
  stage: 'clean',
  label: 'concat',
  done: 10,
  total: 100,
  unit: 'records',
  rate: 4,
  remaining: 5.4,
  detail: null,
  whole: { done: 10, total: 400, remaining: 9.3 },
};
const item: QueueItem = {
  id: 'a',
  kind: 'study',
  title: 'Sample study',
  run: 'r',
  model: null,
  trains: [],
  state: 'working',
  progress,
};

it('page, queue and status bar say one time, in whole seconds, and go on to do so', async () => {
  const lab = fakeLab({ 'queue.show': () => ({ items: [item] }) });
  render(
    <MantineProvider>
      <ConnectionProvider connection={fakeConnection(lab)}>
        <QueueProvider>
          <TimeLeftProvider>
            <Working />
            <StageProgress title="queue" progress={progress} />
          </TimeLeftProvider>
        </QueueProvider>
      </ConnectionProvider>
    </MantineProvider>,
  );
  const said = (): readonly string[] =>
    [...document.body.textContent.matchAll(/about ([\d.]+ s) left in all/gu)].map(([, time]) => time);
  await screen.findAllByText(/left in all/u);
  expect(said()).toEqual(['9 s', '9 s']);
  vi.useFakeTimers();
  act(() => {
    lab.tell('queue', { items: [{ ...item, progress: { ...progress, whole: { ...progress.whole!, remaining: 8 } } }] });
  });
  expect(said()).toEqual(['8 s', '8 s']);
  for (let second = 1; second <= 3; second += 1) {
    await act(() => vi.advanceTimersByTimeAsync(1000));
    expect(said()).toEqual([`${String(8 - second)} s`, `${String(8 - second)} s`]);
  }
});
