import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { put, remove } from '../../../src/renderer/workspace/edit';
import { newDatabase } from './databases';

const member = { project: 'p', kind: 'run', id: 'a' } as const;

it('counts revisions and undoes an edit, which is an edit as well', async () => {
  const database = newDatabase();
  await put(database, 'notes', { kind: 'run', id: 'a', text: 'first' });
  const undo = await put(database, 'notes', { kind: 'run', id: 'a', text: 'second' });
  expect(await database.notes.get(['run', 'a'])).toMatchObject({ text: 'second', revision: 2, removed: false });
  await undo();
  expect(await database.notes.get(['run', 'a'])).toMatchObject({ text: 'first', revision: 3, removed: false });
});

it('undoes the first edit by removing the row', async () => {
  const database = newDatabase();
  const undo = await put(database, 'members', member);
  await undo();
  expect(await database.members.get(['p', 'run', 'a'])).toMatchObject({ removed: true, revision: 2 });
});

it('removes by a marker and brings back', async () => {
  const database = newDatabase();
  await put(database, 'members', member);
  const undo = await remove(database, 'members', member);
  expect(await database.members.get(['p', 'run', 'a'])).toMatchObject({ removed: true });
  await undo();
  expect(await database.members.get(['p', 'run', 'a'])).toMatchObject({ removed: false, revision: 3 });
});

it('removes nothing where nothing is', async () => {
  const database = newDatabase();
  await remove(database, 'members', member);
  expect(await database.members.count()).toBe(0);
});
