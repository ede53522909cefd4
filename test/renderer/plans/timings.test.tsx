import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { ConnectionProvider } from '../../../src/renderer/lab/connection';
import { QueueProvider } from '../../../src/renderer/lab/queue';
import { TimingsProvider, useTimings, type TimingsState } from '../../../src/renderer/plans/timings';
import { LabError } from '../../../src/shared/errors';
import type { ModelSpec } from '../../../src/shared/models/model-spec';
import type { QueueItem, QueueState } from '../../../src/shared/runs/queue';
import { syntheticRun } from '../../analysis/synthetic-run';
import { fakeConnection, fakeLab, type FakeLab } from '../fake-lab';

const specs: readonly ModelSpec[] = syntheticRun()
  .models.slice(0, 2)
  .map(({ spec }, index) => ({ ...spec, training: { ...spec.training, epochs: index + 1 } }));
const working: QueueItem = {
  id: 'a',
  kind: 'study',
  title: 'Another',
  run: 'r',
  model: null,
  trains: [],
  state: 'working',
  progress: null,
};
const idle: QueueState = { items: [] };
const busy: QueueState = { items: [working] };

function labThat(queue: QueueState, describe: (spec: unknown) => void = () => undefined): FakeLab {
  return fakeLab({
    'queue.show': () => queue,
    'devices.list': () => ({
      busy: false,
      devices: [
        {
          ...{ kind: 'wasm', title: 'wasm', state: 'ready', reason: null, hardware: 'a processor' },
          ...{ workers: 6, threads: 1, selfTestError: 0, speed: null },
        },
      ],
    }),
    'models.describe': ({ spec }) => {
      describe(spec);
      return {
        datasetHash: 'd',
        parameters: 1,
        words: 0,
        rows: { train: 1, validation: 1, test: 1 },
        speed: { device: 'wasm', step: 1, scored: 1 },
      };
    },
  });
}

function open<Result = TimingsState>(
  lab: FakeLab,
  use: (props: { readonly specs: readonly ModelSpec[] }) => Result = (props) => useTimings(props.specs) as Result,
) {
  const connection = fakeConnection(lab);
  const wrapper = ({ children }: { readonly children: ReactNode }): ReactNode => (
    <ConnectionProvider connection={connection}>
      <QueueProvider>
        <TimingsProvider>{children}</TimingsProvider>
      </QueueProvider>
    </ConnectionProvider>
  );
  return renderHook(use, { wrapper, initialProps: { specs } });
}

const timesAsked = ({ asked }: FakeLab): number => asked.filter((name) => name === 'models.describe').length;

afterEach(cleanup);

it('times each specification once, and says how many workers a study would have', async () => {
  const lab = labThat(idle);
  const { result, rerender } = open(lab);
  await waitFor(
    () => {
      expect(result.current).toMatchObject({ measuring: false, workers: 6 });
    },
    { timeout: 4000 },
  );
  expect(result.current.specs.map(({ spec }) => spec)).toEqual(specs);
  // A plan that is shown again, or beside it.
  rerender({ specs: [...specs] });
  await new Promise((resolve) => {
    setTimeout(resolve, 1200);
  });
  expect(result.current.specs).toHaveLength(2);
  expect(timesAsked(lab)).toBe(2);
});

it('two that ask for the same at once have it timed once', async () => {
  const lab = labThat(idle);
  const { result } = open(lab, () => [useTimings(specs), useTimings([...specs])]);
  await waitFor(
    () => {
      expect(result.current.map(({ specs: timed }) => timed.length)).toEqual([2, 2]);
    },
    { timeout: 4000 },
  );
  expect(timesAsked(lab)).toBe(2);
});

it('waits while something computes, and begins once nothing does', async () => {
  const lab = labThat(busy);
  const { result } = open(lab);
  await new Promise((resolve) => {
    setTimeout(resolve, 1200);
  });
  expect(timesAsked(lab)).toBe(0);
  act(() => {
    lab.tell('queue', idle);
  });
  await waitFor(
    () => {
      expect(result.current.specs).toHaveLength(2);
    },
    { timeout: 4000 },
  );
});

it('what cannot be timed is not asked for again and again', async () => {
  const describe = vi.fn(() => {
    throw new LabError('invalid', 'does not fit.');
  });
  const { result } = open(labThat(idle, describe));
  await waitFor(
    () => {
      expect(describe).toHaveBeenCalledTimes(2);
    },
    { timeout: 4000 },
  );
  await waitFor(() => {
    expect(result.current).toEqual({ specs: [], workers: 1, measuring: false });
  });
});
