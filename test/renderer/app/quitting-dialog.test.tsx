import { MantineProvider } from '@mantine/core';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { QuittingDialog } from '../../../src/renderer/app/QuittingDialog';
import { ConnectionProvider } from '../../../src/renderer/lab/connection';
import { QueueProvider } from '../../../src/renderer/lab/queue';
import { texts } from '../../../src/renderer/texts/catalogue';
import type { QuitDecision } from '../../../src/shared/window/quitting';
import { fakeConnection, fakeLab } from '../fake-lab';

afterEach(cleanup);

const words = texts.app.quitting;
const works = [{ title: 'Study a', recorded: { done: 12, total: 40 } }];

function shown() {
  const decisions: QuitDecision[] = [];
  const lab = fakeLab({
    'queue.show': () => ({ items: [] }),
    'host.decideQuit': ({ decision }) => {
      decisions.push(decision);
      return {};
    },
  });
  const connection = fakeConnection(lab);
  render(
    <MantineProvider env="test">
      <ConnectionProvider connection={connection}>
        <QueueProvider>
          <QuittingDialog />
        </QueueProvider>
      </ConnectionProvider>
    </MantineProvider>,
  );
  return { lab, connection, decisions };
}

it('says what is waited for, and lets the person stop now or keep working', async () => {
  const { lab, decisions } = shown();
  expect(screen.queryByRole('dialog')).toBeNull();
  act(() => {
    lab.tell('quitting', { state: 'waiting', works });
  });
  expect(screen.getByRole('dialog', { name: words.waitingTitle })).toBeDefined();
  expect(screen.getByRole('status').textContent).toBe(words.waiting('“Study a”'));
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name: words.decisions['stop-now'] }));
    await Promise.resolve();
  });
  await act(async () => {
    fireEvent.keyDown(screen.getByRole('dialog'), { key: 'Escape' });
    await Promise.resolve();
  });
  expect(decisions).toEqual(['stop-now', 'keep-working']);
  act(() => {
    lab.tell('quitting', { state: 'no' });
  });
  expect(screen.queryByRole('dialog')).toBeNull();
});

it('says why the batch could not be finished, what is recorded and what to do', async () => {
  const { lab, decisions } = shown();
  act(() => {
    lab.tell('quitting', { state: 'failed', works, reason: 'The engine ended unexpectedly.' });
  });
  expect(screen.getByRole('dialog', { name: words.failedTitle })).toBeDefined();
  const said = screen.getByRole('alert').textContent;
  for (const part of [
    'The engine ended unexpectedly.',
    'Study a: 12 of 40 records are on disk and kept.',
    words.remedy,
  ]) {
    expect(said).toContain(part);
  }
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name: words.decisions['try-again'] }));
    await Promise.resolve();
  });
  expect(decisions).toEqual(['try-again']);
});

it('waits for nobody where the program has ended', () => {
  const { lab, connection } = shown();
  act(() => {
    lab.tell('quitting', { state: 'waiting', works });
  });
  act(() => {
    connection.enter('lost');
  });
  expect(screen.queryByRole('dialog')).toBeNull();
});
