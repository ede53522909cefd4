import { describe, expect, it } from 'vitest';
import { jsonText } from '../../../src/shared/json/json-text';

describe('jsonText', () => {
  it('writes what a terminal could obey as escapes and keeps the value', () => {
    const value = { text: '\u001b[2J \u009b2J \u202eevil \u{e0041} é' };
    const text = jsonText(value);
    expect(JSON.parse(text)).toEqual(value);
    // eslint-disable-next-line no-control-regex
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]|[\u{e0000}-\u{e007f}]/u);
    expect(text).toContain('é');
  });
});
