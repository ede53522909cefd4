import { MantineProvider } from '@mantine/core';
import { act, cleanup, render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, expect, it } from 'vitest';
import { percent } from '../../../src/analysis/format';
import { ConnectionProvider } from '../../../src/renderer/lab/connection';
import { QueueProvider } from '../../../src/renderer/lab/queue';
import { firstModel } from '../../../src/renderer/missing/first-model';
import { TrainHere } from '../../../src/renderer/missing/TrainHere';
import { texts } from '../../../src/renderer/texts/catalogue';
import { LabError, toWire } from '../../../src/shared/errors';
import type { QueueItem } from '../../../src/shared/runs/queue';
import { syntheticRun } from '../../analysis/synthetic-run';
import { fakeConnection, fakeLab, type FakeLab } from '../fake-lab';

afterEach(cleanup);

const words = texts.models.here;
const { dataset: manifest, models } = syntheticRun({ count: 20 });
const [{ spec }] = models;
const item: QueueItem = {
  id: 'a',
  kind: 'training',
  title: 'concat',
  run: null,
  model: 'm',
  trains: ['m'],
  state: 'working',
  progress: {
    stage: 'training',
    label: 'concat',
    done: 0.4,
    total: 1,
    unit: 'models',
    rate: null,
    remaining: null,
    detail: null,
    whole: null,
  },
};

function page(lab: FakeLab): ReactNode {
  return (
    <MantineProvider>
      <ConnectionProvider connection={fakeConnection(lab)}>
        <QueueProvider>
          <TrainHere label="Train it" specOf={() => spec} />
        </QueueProvider>
      </ConnectionProvider>
    </MantineProvider>
  );
}

it('trains on the spot: a button, how far it is, and why it failed', async () => {
  const lab: FakeLab = fakeLab({
    'models.enqueue': () => {
      lab.tell('queue', { items: [item] });
      return { model: 'm' };
    },
  });
  render(page(lab));
  act(() => {
    screen.getByRole('button', { name: 'Train it' }).click();
  });
  await screen.findByRole('progressbar', { name: texts.runs.queue.share('Train it', percent(0.4)) });
  expect(screen.getByRole('status').textContent).toContain(words.states.working);
  const error = toWire(new LabError('internal', 'The device is gone.'));
  act(() => {
    lab.tell('queue', { items: [] });
    lab.tell('workEnded', {
      item: { id: 'a', kind: 'training', title: 'concat', run: null, model: 'm' },
      outcome: 'failed',
      error,
    });
  });
  await screen.findByText('The device is gone.');
  expect(screen.getByRole('button', { name: 'Train it' })).toBeDefined();
});

it('a lab without data prepares those that ship before its first model', async () => {
  const prepared: string[] = [];
  const lab = fakeLab({
    'data.list': () => [],
    'data.prepare': ({ dataset }) => {
      prepared.push(dataset);
      return { ...manifest, name: dataset };
    },
  });
  expect((await firstModel(lab)).dataset).toBe('caption-match');
  expect(prepared).toEqual(['caption-match']);
  const own = { ...manifest, name: 'mine' };
  expect((await firstModel(fakeLab({ 'data.list': () => [own] }))).dataset).toBe('mine');
});
