import { describe, expect, it } from 'vitest';
import { parseStrictJson } from '../../../src/shared/json/json-names';

function refusal(text: string): string {
  try {
    parseStrictJson(text, 'file.json');
  } catch (error) {
    return String(error);
  }
  return 'taken';
}
const twice = (place: string): string =>
  `file.json${place}: stands there twice. Remove one of the two, or give it another name.`;

describe('JSON that people write', () => {
  it.each([
    ['{"a": 1, "a": 2}', '.a'],
    ['{"a": {"b": [1, {"x": {}, "y": [], "x": 2}]}}', '.a.b[1].x'],
    ['[[], {"a": "a"}, {"b": ["b", "b"], "c": {"b": 1}, "b": 0}]', '[2].b'],
    // One name, written in two ways.
    ['{"\\u0061\\"": 1, "a\\"": 2}', '.a"'],
    ['{"": 1, "": 2}', '.'],
    ['{"__proto__": 1, "__proto__": 2}', '.__proto__'],
    ['\uFEFF{"a": 1, "a": 2}', '.a'],
  ])('%s is refused', (text, place) => {
    expect(refusal(text)).toBe(twice(place));
  });

  it.each([
    '{"a": {"a": {"a": ["a", "a"]}}, "b": {"a": 1}}',
    '[{"a": 1}, {"a": 1}, "a", "a"]',
    '{"a": "{\\"b\\": 1, \\"b\\": 2}", "b": "a", "A": "\\\\"}',
    '"a"',
    '{"a": [], "b": {}, "c": [{}, {}]}',
  ])('%s is taken', (text) => {
    expect(parseStrictJson(text, 'file.json')).toEqual(JSON.parse(text));
  });

  it('is refused as before where it is none, or nested deeply, and long texts do no harm', () => {
    expect(refusal('{"a": 1, "a": }')).toMatch(/is not JSON\. Line 1/u);
    expect(refusal(`${'['.repeat(20_000)}${']'.repeat(20_000)}`)).toContain('nested more than');
    expect(refusal(JSON.stringify({ a: '\\"'.repeat(300_000) }))).toBe('taken');
  });
});
