import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { LabError } from '../../../src/shared/errors';
import { parseFile, parseJson, type FileFormat } from '../../../src/shared/json/json-file';

/** Version 1 had `minutes` and no name, version 2 had `seconds`, version 3 wants the name in a list. */
const schema = z.strictObject({
  format: z.literal('test.clock'),
  formatVersion: z.literal(3),
  seconds: z.number(),
  names: z.array(z.string()),
});
const clock: FileFormat<typeof schema> = {
  schema,
  whenNewer: 'Use a newer clock.',
  migrations: [
    ({ minutes, ...rest }) => ({ ...rest, seconds: 60 * Number(minutes), name: 'clock' }),
    ({ name, ...rest }) => ({ ...rest, names: [name] }),
  ],
};

function refusal(value: unknown): readonly [string, string] {
  try {
    parseFile(value, clock, 'clock.json');
  } catch (error) {
    if (error instanceof LabError) return [error.code, error.toString()];
  }
  throw new Error('It was taken.');
}

describe('a file of a known format', () => {
  const newest = { format: 'test.clock', formatVersion: 3, seconds: 120, names: ['clock'] };

  it('is taken as it is, and brought up from every older version', () => {
    expect(parseFile(newest, clock, 'clock.json')).toEqual(newest);
    const first = { format: 'test.clock', formatVersion: 1, minutes: 2 };
    expect(parseFile(first, clock, 'clock.json')).toEqual(newest);
    expect(first).toEqual({ format: 'test.clock', formatVersion: 1, minutes: 2 });
    const second = { format: 'test.clock', formatVersion: 2, seconds: 120, name: 'clock' };
    expect(parseFile(second, clock, 'clock.json')).toEqual(newest);
  });

  it('is refused politely when it is newer', () => {
    expect(refusal({ format: 'test.clock', formatVersion: 4, hours: 1 })).toEqual([
      'unsupported',
      'clock.json: has format version 4, written by a newer MUROAN Lab; this one reads up to version 3. Use a newer clock.',
    ]);
  });

  it.each([
    [{ ...newest, format: 'test.watch', formatVersion: 9 }, 'clock.json.format: is "test.watch". Give "test.clock".'],
    [{ ...newest, formatVersion: 2.5 }, 'clock.json.formatVersion: is 2.5. Give 3.'],
    [{ ...newest, formatVersion: 0 }, 'clock.json.formatVersion: is 0. Give 3.'],
    [{ ...newest, seconds: '2' }, 'clock.json.seconds: is "2". Give a number.'],
    [null, 'clock.json: is null. Give an object.'],
  ])('that is %j is refused with its fault', (value, text) => {
    expect(refusal(value)).toEqual(['invalid', expect.stringContaining(text)]);
  });
});

describe('JSON text', () => {
  it('may begin with a byte order mark', () => {
    expect(parseJson('\uFEFF{"a":1}', 'a.json')).toEqual({ a: 1 });
  });

  it('that is none is refused with the reason', () => {
    expect(() => parseJson('{"a": 1,}', 'a.json')).toThrow(/^is not JSON\. Line 1, column 9: /);
  });

  it.each([
    ['lists', '[', ']'],
    ['objects', '{"a":', '}'],
  ])('may nest 64 %s, and not 200,000', (_, open, close) => {
    const nested = (levels: number): string => `${open.repeat(levels - 1)}{}${close.repeat(levels - 1)}`;
    expect(JSON.stringify(parseJson(nested(64), 'a.json'))).toBe(nested(64));
    for (const levels of [65, 200_000]) {
      expect(() => parseJson(nested(levels), 'a.json')).toThrow(
        expect.objectContaining({
          code: 'invalid',
          where: 'a.json',
          message: 'is nested more than 64 levels deep.',
          remedy: 'Nest its lists and objects less deeply.',
        }),
      );
    }
  });
});
