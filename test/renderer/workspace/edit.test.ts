import { expect, it } from 'vitest';
import { readContent } from '../../../src/renderer/workspace/content';
import { put, remove } from '../../../src/renderer/workspace/edit';
import { Note, WorkspaceRows } from '../../../src/shared/window/workspace';
import { newDatabase } from './databases';

it('counts revisions and undoes an edit, which is an edit as well', async () => {
  const database = newDatabase();
  await put(database, 'notes', { kind: 'run', id: 'a', text: 'first' });
  const undo = await put(database, 'notes', { kind: 'run', id: 'a', text: 'second' });
  expect(await database.notes.get(['run', 'a'])).toMatchObject({ text: 'second', revision: 2, removed: false });
  await undo();
  expect(await database.notes.get(['run', 'a'])).toMatchObject({ text: 'first', revision: 3, removed: false });
});

it('an undo can be undone in turn, again and again', async () => {
  const database = newDatabase();
  const undo = await put(database, 'notes', { kind: 'run', id: 'a', text: 'written' });
  const redo = await undo();
  expect(await database.notes.get(['run', 'a'])).toMatchObject({ removed: true });
  const undoAgain = await redo();
  expect(await database.notes.get(['run', 'a'])).toMatchObject({ text: 'written', removed: false });
  await undoAgain();
  expect(await database.notes.get(['run', 'a'])).toMatchObject({ removed: true });
});

it('undoes the first edit by removing the row', async () => {
  const database = newDatabase();
  const undo = await put(database, 'stars', { kind: 'run', id: 'a' });
  await undo();
  expect(await database.stars.get(['run', 'a'])).toMatchObject({ removed: true, revision: 2 });
});

it('removes by a marker and brings back', async () => {
  const database = newDatabase();
  await put(database, 'tags', { kind: 'run', id: 'a', tag: 'baseline' });
  const undo = await remove(database, 'tags', { kind: 'run', id: 'a', tag: 'baseline' });
  expect(await database.tags.get(['run', 'a', 'baseline'])).toMatchObject({ removed: true });
  await undo();
  expect(await database.tags.get(['run', 'a', 'baseline'])).toMatchObject({ removed: false, revision: 3 });
});

it.each([
  ['drafts', { id: 'a', kind: 'study', project: null, title: 'A', content: { plan: 'x'.repeat(1000) } }],
  [
    'presets',
    {
      id: 'a',
      project: null,
      name: 'A',
      attacks: ['x'.repeat(1000)],
      degradations: ['x'.repeat(1000)],
      requirements: [],
    },
  ],
  ['notes', { kind: 'run', id: 'a', text: 'x'.repeat(1000) }],
  ['layout', { key: 'a', value: 'x'.repeat(1000) }],
] as const)('removed rows of %s take no space and still fit; undoing brings all of them back', async (name, row) => {
  const database = newDatabase();
  const read = async () => WorkspaceRows.parse(await readContent(database))[name][0];
  await put(database, name, row as never);
  const undo = await remove(database, name, row as never);
  expect(await read()).toMatchObject({ removed: true, revision: 2 });
  expect(JSON.stringify(await read()).length).toBeLessThan(200);
  await undo();
  expect(await read()).toEqual({ ...row, removed: false, revision: 3, changedAt: expect.any(String) as string });
});

it('a row whose making is taken back takes no space either', async () => {
  const database = newDatabase();
  const undo = await put(database, 'notes', { kind: 'run', id: 'a', text: 'written' });
  await undo();
  expect(await database.notes.get(['run', 'a'])).toMatchObject({ removed: true, text: '' });
});

it('removes nothing where nothing is', async () => {
  const database = newDatabase();
  await remove(database, 'stars', { kind: 'run', id: 'a' });
  expect(await database.stars.count()).toBe(0);
});

it('edits what was changed as often as one can, and the row stays valid', async () => {
  const database = newDatabase();
  const often = { revision: 1_000_000_000, changedAt: '2026-01-01T00:00:00.000Z', removed: false };
  await database.notes.put({ kind: 'run', id: 'a', text: 'before', ...often });
  await put(database, 'notes', { kind: 'run', id: 'a', text: 'after' });
  const row = Note.parse(await database.notes.get(['run', 'a']));
  expect(row).toMatchObject({ text: 'after', revision: 1_000_000_000 });
  expect(row.changedAt > often.changedAt).toBe(true);
});
