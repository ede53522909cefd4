import { expect, it } from 'vitest';
import { parseContent } from '../../../src/renderer/workspace/content';
import { emptyContent } from '../../../src/renderer/workspace/rows';

const stamp = { revision: 4, changedAt: '2026-01-01T00:00:00.000Z', removed: false };

it('a workspace written before there were presets is read, one of a newer lab refused', () => {
  const { presets, decisions, ...older } = emptyContent;
  expect([presets, decisions]).toEqual([[], []]);
  expect(parseContent(JSON.stringify({ ...older, formatVersion: 1 }))).toEqual(emptyContent);
  const newer = { ...emptyContent, formatVersion: 5 };
  expect(() => parseContent(JSON.stringify(newer))).toThrow(/newer MUROAN Lab/);
});

it('presets kept before they held degradations have none', () => {
  const preset = { id: 'a', project: null, name: 'A', attacks: [{ name: 'fgsm' }], requirements: [], ...stamp };
  const older = { ...emptyContent, formatVersion: 3, presets: [preset] };
  expect(parseContent(JSON.stringify(older))).toEqual({ ...emptyContent, presets: [{ ...preset, degradations: [] }] });
});

it('decisions kept per run become a row each', () => {
  const { decisions: none, ...older } = emptyContent;
  expect(none).toEqual([]);
  const kept = { key: 'preferences', value: {}, ...stamp };
  const layout = [
    kept,
    { key: 'decisions r', value: [decision('a', true), decision('b', false)], ...stamp },
    { key: 'decisions emptied', value: null, ...stamp, removed: true },
    { key: 'decisions unreadable', value: [{ flag: 1 }], ...stamp },
  ];
  expect(parseContent(JSON.stringify({ ...older, formatVersion: 2, layout }))).toEqual({
    ...emptyContent,
    layout: [kept],
    decisions: [
      { run: 'r', ...decision('a', true), ...stamp },
      { run: 'r', ...decision('b', false), ...stamp },
    ],
  });
});

function decision(flag: string, accepted: boolean): object {
  return { flag, accepted, reason: 'Known.' };
}

it.each([
  ['no JSON', '{', /^is not JSON/],
  ['nested by the ten thousand', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, /^is nested more than 64 levels/],
])('a workspace that is %s is damaged', (_, text, message) => {
  expect(() => parseContent(text)).toThrow(
    expect.objectContaining({ code: 'damaged', message: expect.stringMatching(message) as string }),
  );
});
