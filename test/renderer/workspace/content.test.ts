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

it.each([
  ['no JSON', '{', /^is not JSON/],
  ['nested by the ten thousand', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, /^is nested more than 64 levels/],
])('a workspace that is %s is damaged', (_, text, message) => {
  expect(() => parseContent(text)).toThrow(
    expect.objectContaining({ code: 'damaged', message: expect.stringMatching(message) as string }),
  );
});
