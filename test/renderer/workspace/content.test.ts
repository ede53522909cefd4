import { expect, it } from 'vitest';
import { parseContent } from '../../../src/renderer/workspace/content';
import { emptyContent } from '../../../src/renderer/workspace/rows';

it('a workspace written before there were presets is read, one of a newer lab refused', () => {
  const { presets, ...older } = emptyContent;
  expect(presets).toEqual([]);
  expect(parseContent(JSON.stringify({ ...older, formatVersion: 1 }))).toEqual(emptyContent);
  const newer = { ...emptyContent, formatVersion: 3 };
  expect(() => parseContent(JSON.stringify(newer))).toThrow(/newer MUROAN Lab/);
});
