import { expect, it } from 'vitest';
import { parseContent } from '../../../src/renderer/workspace/content';
import { emptyContent } from '../../../src/renderer/workspace/rows';

it('workspaces of older windows are read, one of a newer lab refused', () => {
  const { presets, formatVersion, ...older } = emptyContent;
  expect(presets).toEqual([]);
  const marks = { tags: [], stars: [{ kind: 'run', id: 'a' }] };
  expect(parseContent(JSON.stringify({ ...older, ...marks, formatVersion: 1 }))).toEqual(emptyContent);
  expect(parseContent(JSON.stringify({ ...older, ...marks, presets, formatVersion: 2 }))).toEqual(emptyContent);
  const newer = { ...emptyContent, formatVersion: formatVersion + 1 };
  expect(() => parseContent(JSON.stringify(newer))).toThrow(/newer MUROAN Lab/);
});
