import { describe, expect, test } from 'vitest';
import { jsonFault } from '../../../src/shared/json/json-fault';

const faultOf = (text: string): string => {
  try {
    JSON.parse(text);
  } catch (error) {
    return jsonFault(text, (error as SyntaxError).message);
  }
  return 'none';
};

describe('a fault in JSON', () => {
  test.each([
    ['{\n  "a": 1,\n}', /^is not JSON\. Line 3, column 1: .*, in “\}”\.$/],
    ['{\n  "a": 1\n  "b": 2\n}', /Line 3, column 3: Expected ',' or '\}' after property value, in “"b": 2”\.$/],
    // V8 says of these which character it is, not where.
    ['{\n  "a": abc }', /Line 2, column 8: Unexpected token 'a', in “"a": abc \}”\.$/],
    [
      `{ "aaaaaaaaaaaaaaaaaaaaaaaa": [1],\n  "b": 'x',\n "c": ${'1'.repeat(90)} }`,
      /Line 2, column 8: Unexpected token ''', in “"b": 'x',”\.$/,
    ],
    ['{ "a": 1', /Line 1, column 9: /],
    ['[1, 2', /Line 1, column 6: /],
    [' \n', /^is empty, which is no JSON\.$/],
  ])('%j', (text, fault) => {
    expect(faultOf(text)).toMatch(fault);
  });

  test('of a long line the surroundings are shown', () => {
    const text = `{ "a": "${'x'.repeat(500)}", "here": , "b": "${'y'.repeat(500)}" }`;
    const shown = faultOf(text).split(', in ')[1];
    expect(shown).toContain('"here": ,');
    expect(shown.length).toBeLessThanOrEqual(83);
  });
});
