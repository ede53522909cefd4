import { expect, it } from 'vitest';
import { merge } from '../../../src/renderer/workspace/merge';
import { emptyContent } from '../../../src/renderer/workspace/rows';
import type { Note, WorkspaceRows } from '../../../src/shared/window/workspace';

const note = (
  id: string,
  text: string,
  revision: number,
  changedAt = '2026-01-01T00:00:00.000Z',
  removed = false,
): Note => ({
  kind: 'run',
  id,
  text,
  revision,
  changedAt,
  removed,
});
const notes = (...rows: readonly Note[]): WorkspaceRows => ({ ...emptyContent, notes: [...rows] });

it('takes of every row the higher revision, whichever side has it', () => {
  const one = notes(note('a', 'newer', 3), note('b', 'older', 1), note('c', 'only here', 1));
  const other = notes(note('a', 'older', 2), note('b', 'newer', 2), note('d', 'only there', 1));
  const merged = merge(one, other);
  expect(merged.notes.map(({ id, text }) => [id, text])).toEqual([
    ['a', 'newer'],
    ['b', 'newer'],
    ['c', 'only here'],
    ['d', 'only there'],
  ]);
  expect(merge(other, one)).toEqual(merged);
});

it('decides equal revisions by time, and equal times the same at both ends', () => {
  const early = notes(note('a', 'early', 2, '2026-01-01T00:00:00.000Z'));
  const late = notes(note('a', 'late', 2, '2026-01-02T00:00:00.000Z'));
  expect(merge(early, late).notes[0].text).toBe('late');
  expect(merge(late, early).notes[0].text).toBe('late');
  const x = notes(note('a', 'x', 2));
  const y = notes(note('a', 'y', 2));
  expect(merge(x, y)).toEqual(merge(y, x));
});

it('keeps removals: what was removed elsewhere does not come back', () => {
  const here = notes(note('a', 'text', 1));
  const removed = notes(note('a', 'text', 2, '2026-01-01T00:00:00.000Z', true));
  expect(merge(here, removed).notes).toEqual(removed.notes);
});
