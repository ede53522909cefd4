import { expect, test } from 'vitest';
import { marksOf } from '../../../src/renderer/workspace/use-marks';

const row = (id: string, removed = false) =>
  ({ kind: 'run', id, revision: 1, changedAt: '2026-01-01T00:00:00.000Z', removed }) as const;

test('stars and tags are joined by what they are about; removed ones count no more', () => {
  const marks = marksOf(
    [row('a'), row('b', true)],
    [
      { ...row('a'), tag: 'release 4' },
      { ...row('a'), tag: 'baseline' },
      { ...row('b'), tag: 'baseline' },
      { ...row('c', true), tag: 'baseline' },
    ],
  );
  expect(Object.fromEntries(marks)).toEqual({
    a: { starred: true, tags: ['baseline', 'release 4'] },
    b: { starred: false, tags: ['baseline'] },
  });
});
