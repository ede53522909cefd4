import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { LabError } from '../../src/shared/errors';
import { parse } from '../../src/shared/parse';

const Schema = z.strictObject({
  name: z.string().min(1).max(5).optional(),
  count: z.int().min(2).max(9).optional(),
  share: z.number().positive().lt(1).optional(),
  flag: z.boolean().optional(),
  list: z.array(z.number()).min(1).max(2).optional(),
  fields: z.record(z.string(), z.number()).optional(),
  kind: z.enum(['cat', 'dog']).optional(),
  fixed: z.literal('this').optional(),
  shape: z
    .discriminatedUnion('name', [
      z.strictObject({ name: z.literal('square'), side: z.number() }),
      z.strictObject({ name: z.literal('circle'), radius: z.number() }),
    ])
    .optional(),
  either: z.union([z.literal(1), z.literal(3)]).optional(),
  safe: z
    .string()
    .regex(/^[a-z]+$/, 'Use lower-case letters')
    .optional(),
});

function problem(value: unknown): string {
  try {
    parse(Schema, value, 'thing');
  } catch (error) {
    if (error instanceof LabError && error.code === 'invalid') return error.toString();
    throw error;
  }
  return 'no problem';
}

describe('parse', () => {
  it.each<readonly [string, unknown, string]>([
    ['nothing at all', undefined, 'thing: is missing. Give an object.'],
    ['null', null, 'thing: is null. Give an object.'],
    ['a list for an object', [], 'thing: is []. Give an object.'],
    ['a number for a text', { name: 5 }, 'thing.name: is 5. Give a string.'],
    ['an empty text', { name: '' }, 'thing.name: is empty. Give at least 1 character.'],
    ['a long text', { name: 'abcdef' }, 'thing.name: is "abcdef". Give at most 5 characters.'],
    ['a text for a number', { count: '3' }, 'thing.count: is "3". Give a number.'],
    ['a fraction for a whole number', { count: 2.5 }, 'thing.count: is 2.5. Give a whole number.'],
    ['a small number', { count: 1 }, 'thing.count: is 1. Give a number of at least 2.'],
    ['a large number', { count: 10 }, 'thing.count: is 10. Give a number of at most 9.'],
    ['an excluded bound below', { share: 0 }, 'thing.share: is 0. Give a number above 0.'],
    ['an excluded bound above', { share: 1 }, 'thing.share: is 1. Give a number below 1.'],
    ['not a number', { share: Number.NaN }, 'thing.share: is NaN. Give a number.'],
    ['a text for a truth value', { flag: 'yes' }, 'thing.flag: is "yes". Give true or false.'],
    ['an empty list', { list: [] }, 'thing.list: is []. Give at least 1 entry.'],
    ['a long list', { list: [1, 2, 3] }, 'thing.list: is [1,2,3]. Give at most 2 entries.'],
    ['a wrong entry', { list: [1, 'x'] }, 'thing.list[1]: is "x". Give a number.'],
    ['a wrong value of a named field', { fields: { a: null } }, 'thing.fields.a: is null. Give a number.'],
    ['an unknown name', { kind: 'cow' }, 'thing.kind: is "cow". Give one of "cat", "dog".'],
    ['a near miss of a name', { kind: 'dgo' }, 'thing.kind: is "dgo". Did you mean "dog"? Give one of "cat", "dog".'],
    ['a wrong literal', { fixed: 'that' }, 'thing.fixed: is "that". Give "this".'],
    [
      'an unknown alternative',
      { shape: { name: 'line' } },
      'thing.shape.name: is "line". Give one of "square", "circle".',
    ],
    ['a missing alternative', { shape: {} }, 'thing.shape.name: is missing. Give one of "square", "circle".'],
    ['a missing field', { shape: { name: 'circle' } }, 'thing.shape.radius: is missing. Give a number.'],
    ['no alternative of values', { either: 2 }, 'thing.either: is 2. Give one of 1, 3.'],
    ['a text of the wrong form', { safe: 'A b' }, 'thing.safe: is "A b". Use lower-case letters.'],
    ['an unknown field', { colour: 'red' }, 'thing.colour: is not a field here. Remove it or correct its name.'],
  ])('says what is wrong with %s', (_, value, text) => {
    expect(problem(value)).toBe(text);
  });

  it('lists every problem, one a line', () => {
    expect(problem({ count: 1, kind: 'cow', extra: 1 })).toBe(
      [
        'thing.count: is 1. Give a number of at least 2.',
        'thing.kind: is "cow". Give one of "cat", "dog".',
        'thing.extra: is not a field here. Remove it or correct its name.',
      ].join('\n'),
    );
  });

  it('points a misspelt field to its name', () => {
    expect(problem({ cuont: 3 })).toBe('thing.cuont: is not a field here. Did you mean "count"?');
  });

  it('shortens long values', () => {
    const text = problem({ kind: 'x'.repeat(100) });
    expect(text).toBe(`thing.kind: is "${'x'.repeat(56)}…. Give one of "cat", "dog".`);
  });

  it('shows nothing of what is nested too deeply to be written out', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    expect(problem({ kind: deep })).toBe('thing.kind: is nested too deeply. Give one of "cat", "dog".');
  });

  it('returns the value with its defaults filled in', () => {
    expect(parse(z.strictObject({ a: z.number().default(3) }), {}, 'x')).toEqual({ a: 3 });
  });

  it('refuses fields that would reach the prototype', () => {
    expect(problem(JSON.parse('{"__proto__": 1}'))).toBe(
      'thing.__proto__: is not a field here. Remove it or correct its name.',
    );
  });
});
