import { expect, it } from 'vitest';
import { arrivingRows } from '../../../src/renderer/workspace/arriving-rows';
import { merge } from '../../../src/renderer/workspace/merge';
import { projectContent } from '../../../src/renderer/workspace/project-content';
import { emptyContent } from '../../../src/renderer/workspace/rows';
import type { Member, Note, Project, Stamp, WorkspaceRows } from '../../../src/shared/window/workspace';

const now = '2026-06-01T00:00:00.000Z';
const stamp = { revision: 1, changedAt: '2026-01-01T00:00:00.000Z', removed: false };
const project: Project = { id: 'p', name: 'Release 4', createdAt: stamp.changedAt, ...stamp };
const member = (id: string): Member => ({ project: 'p', kind: 'run', id, ...stamp });
const note = (id: string, text: string, changed: Partial<Stamp> = {}): Note => ({
  kind: 'run',
  id,
  text,
  ...stamp,
  ...changed,
});
const workspace = (members: readonly Member[], ...notes: readonly Note[]): WorkspaceRows => ({
  ...emptyContent,
  projects: [project],
  members: [...members],
  notes: [...notes],
});

/** What is here once the archive of `content` was opened. */
function opened(local: WorkspaceRows, content: WorkspaceRows): WorkspaceRows {
  return merge(
    local,
    arrivingRows(local, { project, content: projectContent(content, project), plans: {}, runFiles: [] }, now),
  );
}

it('brings what is new, stamped as a first edit of no later time than now', () => {
  const archive = workspace(
    [member('a'), member('b')],
    note('a', 'old', { revision: 1_000_000_000 }),
    note('b', 'of the future', { changedAt: '9999-01-01T00:00:00.000Z' }),
  );
  expect(opened(emptyContent, archive).notes).toEqual([
    note('a', 'old'),
    note('b', 'of the future', { changedAt: now }),
  ]);
});

it('brings back what was removed here', () => {
  const removed = note('a', '', { revision: 5, changedAt: '2026-03-01T00:00:00.000Z', removed: true });
  const { notes } = opened(workspace([member('a')], removed), workspace([member('a')], note('a', 'text')));
  expect(notes).toEqual([note('a', 'text', { revision: 6 })]);
});

it('of a project that is here, the later change counts, however often the other was changed', () => {
  const later = { changedAt: '2026-02-01T00:00:00.000Z' };
  const local = workspace([member('a'), member('b')], note('a', 'earlier here'), note('b', 'later here', later));
  const archive = workspace(
    [member('a'), member('b')],
    note('a', 'later there', later),
    note('b', 'earlier there', { revision: 1_000_000_000 }),
  );
  const both = opened(local, archive);
  expect(both.notes).toEqual([note('a', 'later there', { ...later, revision: 2 }), note('b', 'later here', later)]);
  expect(opened(both, archive)).toEqual(both);
});

it('leaves what is said here about a run of another project, though the archive counts the run as its own', () => {
  const local: WorkspaceRows = { ...workspace([], note('mine', 'mine')), projects: [] };
  const archive = workspace([member('mine')], note('mine', 'forged', { revision: 9, changedAt: now }));
  expect(opened(local, archive).notes).toEqual(local.notes);
});
