import { MantineProvider } from '@mantine/core';
import { cleanup, configure, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { ConnectionProvider } from '../../../src/renderer/lab/connection';
import { QueueProvider } from '../../../src/renderer/lab/queue';
import { StudiesOfTraining } from '../../../src/renderer/queue/StudiesOfTraining';
import type { QueueItem } from '../../../src/shared/runs/queue';
import { fakeConnection, fakeLab } from '../fake-lab';

configure({ asyncUtilTimeout: 20_000 });

afterEach(cleanup);

const study: QueueItem = {
  id: 'a',
  kind: 'study',
  title: 'Sample study',
  run: 'r',
  model: null,
  trains: ['m', 'n'],
  state: 'paused',
  progress: null,
};
const training: QueueItem = {
  ...study,
  id: 'b',
  kind: 'training',
  title: 'concat',
  run: null,
  model: 'm',
  trains: ['m'],
};

function show(items: readonly QueueItem[]): void {
  render(
    <MantineProvider>
      <ConnectionProvider connection={fakeConnection(fakeLab({ 'queue.show': () => ({ items: [...items] }) }))}>
        <QueueProvider>
          <StudiesOfTraining model="m" />
        </QueueProvider>
      </ConnectionProvider>
    </MantineProvider>,
  );
}

it('names every study that needs the model, a paused one too, with a way there', async () => {
  show([training, study, { ...study, id: 'c', title: 'Other', run: 'q' }, { ...study, id: 'd', trains: ['n'] }]);
  await screen.findByText(/for the studies/u);
  const links = screen.getAllByRole('link');
  expect(links.map((link) => [link.textContent, link.getAttribute('href')])).toEqual([
    ['Sample study', '#/runs/r'],
    ['Other', '#/runs/q'],
  ]);
});

it('says so where no study in the queue needs it', async () => {
  show([training, { ...study, trains: ['n'] }]);
  expect(await screen.findByText('for no study in the queue')).toBeTruthy();
  expect(screen.queryByRole('link')).toBeNull();
});
