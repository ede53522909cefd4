import { MantineProvider } from '@mantine/core';
import { act, cleanup, render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { ConnectionProvider } from '../../../src/renderer/lab/connection';
import { LabStateProvider } from '../../../src/renderer/lab/lab-state';
import { texts } from '../../../src/renderer/texts/catalogue';
import { Saved } from '../../../src/renderer/ui/Saved';
import { WorkspaceProvider } from '../../../src/renderer/workspace/context';
import { put } from '../../../src/renderer/workspace/edit';
import { FailedWrites, watchWrites } from '../../../src/renderer/workspace/failed-writes';
import { LabError } from '../../../src/shared/errors';
import { fakeConnection } from '../fake-lab';
import { newDatabase } from '../workspace/databases';
import { labFolder } from '../workspace/lab-folder';

afterEach(cleanup);

const words = texts.ui.saved;

function page(lab: ReturnType<typeof labFolder>): ReactNode {
  return (
    <MantineProvider>
      <ConnectionProvider connection={fakeConnection(lab)}>
        <LabStateProvider>
          <WorkspaceProvider>
            <Saved />
          </WorkspaceProvider>
        </LabStateProvider>
      </ConnectionProvider>
    </MantineProvider>
  );
}

it('says why nothing is saved, politely, and Retry saves it', async () => {
  let isFull = true;
  const lab = labFolder(() => {
    if (isFull) throw new LabError('internal', 'The disk is full.');
  });
  render(page(lab));
  const notice = await screen.findByText(words.not('The disk is full.'));
  expect(notice.closest('[role="status"]')?.getAttribute('aria-live')).toBe('polite');
  isFull = false;
  act(() => {
    screen.getByRole('button', { name: words.retry }).click();
  });
  await screen.findByText(words.saved);
  expect(screen.queryByRole('button', { name: words.retry })).toBeNull();
  expect(lab.copy()).not.toBeNull();
});

it('a write that failed is told until it, or a newer one of its row, succeeds', async () => {
  const told = vi.fn();
  const writes = new FailedWrites(told);
  let works = false;
  const write = (): Promise<string> => (works ? Promise.resolve('written') : Promise.reject(new Error('no room')));
  await expect(writes.watch('a', write)).rejects.toThrow('no room');
  await expect(writes.watch('b', write)).rejects.toThrow('no room');
  await writes.retry();
  expect(told.mock.lastCall?.[0]).toMatchObject({ message: 'no room' });
  expect(await writes.watch('a', () => Promise.resolve('newer'))).toBe('newer');
  expect(told.mock.lastCall?.[0]).toMatchObject({ message: 'no room' });
  works = true;
  await writes.retry();
  expect(told).toHaveBeenLastCalledWith(null);
});

it('edits of a workspace are watched', async () => {
  const database = newDatabase();
  const told = vi.fn();
  const writes = watchWrites(database, told);
  const refused = vi.spyOn(database.notes, 'put').mockRejectedValueOnce(new Error('no room'));
  await expect(put(database, 'notes', { kind: 'run', id: 'a', text: 'typed' })).rejects.toThrow('no room');
  expect(told.mock.lastCall?.[0]).toMatchObject({ message: 'no room' });
  refused.mockRestore();
  await writes.retry();
  expect(await database.notes.get(['run', 'a'])).toMatchObject({ text: 'typed' });
  expect(told).toHaveBeenLastCalledWith(null);
});
