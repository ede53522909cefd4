import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AttackChoice } from '../../../src/shared/attacks/attack';
import { canonicalJson } from '../../../src/shared/identity';
import { StudyPlan } from '../../../src/shared/plan/plan';
import { ModelSpec } from '../../../src/shared/models/model-spec';
import { Recipe } from '../../../src/shared/recipe/recipe';
import { TrainingChoice } from '../../../src/shared/training/training';
import { FusionChoice } from '../../../src/shared/recipe/fusions';
import { withoutDefaults } from '../../../src/shared/json/without-defaults';

const encoders = { image: { name: 'cnn' }, text: { name: 'word-transformer', heads: 2 } };
const recipe = { encoders, fusion: { name: 'product' } };
const cases: readonly (readonly [string, z.ZodType, unknown])[] = [
  ['a recipe', Recipe, recipe],
  ['training', TrainingChoice, {}],
  ['a model', ModelSpec, { dataset: 'tiny', recipe: { ...recipe, head: { name: 'mlp', hidden: 16 } } }],
  ['decoupling', AttackChoice, { name: 'decoupling', modalities: ['image'] }],
  ['decoupling by label', AttackChoice, { name: 'decoupling', modalities: ['text'], criterion: { name: 'label' } }],
  ['fgsm', AttackChoice, { name: 'fgsm', budgets: [{ image: 0.1 }] }],
  ['pgd', AttackChoice, { name: 'pgd', budgets: [{ image: 0.1 }, { text: 0.2 }], steps: 5 }],
  [
    'a plan',
    StudyPlan,
    {
      format: 'muroan.study',
      formatVersion: 1,
      name: 'Study',
      data: { dataset: 'tiny' },
      subjects: [{ name: 'concat', recipe: { encoders, fusion: { name: 'concat' } }, training: { epochs: 3 } }],
      attacks: [
        { name: 'decoupling', modalities: ['image', 'text'], stop: { rule: 'literal' } },
        { name: 'pgd', budgets: [{ image: 0.1 }] },
      ],
      requirements: [{ measure: 'accuracy', comparison: 'at-least', threshold: 0.9 }],
    },
  ],
];

/** The schema as a later version may have it: every object in it has a further field, with a default. */
function grown(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodDefault) return grown(schema.unwrap() as z.ZodType).default(schema.def.defaultValue);
  if (schema instanceof z.ZodPrefault) return grown(schema.unwrap() as z.ZodType).prefault(schema.def.defaultValue);
  if (schema instanceof z.ZodOptional) return grown(schema.unwrap() as z.ZodType).optional();
  if (schema instanceof z.ZodNullable) return grown(schema.unwrap() as z.ZodType).nullable();
  if (schema instanceof z.ZodArray) return z.array(grown(schema.element as z.ZodType));
  if (schema instanceof z.ZodRecord) return z.record(z.string(), grown(schema.valueType as z.ZodType));
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const options = (schema.options as z.ZodType[]).map(grown) as [z.ZodObject, ...z.ZodObject[]];
    return z.discriminatedUnion(schema.def.discriminator, options);
  }
  if (!(schema instanceof z.ZodObject)) return schema;
  const shape = Object.entries(schema.shape as Record<string, z.ZodType>).map(([key, field]) => [key, grown(field)]);
  return z.strictObject({
    ...(Object.fromEntries(shape) as Record<string, z.ZodType>),
    added: z.int().default(7),
    addedGroup: z
      .strictObject({ one: z.boolean().default(true), two: z.number().nullable().default(null) })
      .prefault({}),
  });
}

/** Copies of a value in which one number, text, truth value or null is another. */
function* changes(value: unknown): Generator {
  if (Array.isArray(value)) {
    for (const [at, entry] of value.entries()) for (const one of changes(entry)) yield value.with(at, one);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, field] of Object.entries(value)) for (const one of changes(field)) yield { ...value, [key]: one };
  } else if (typeof value === 'number') yield value + 1;
  else if (typeof value === 'string') yield `${value}, changed`;
  else if (typeof value === 'boolean') yield !value;
  else yield 1;
}

const identity = (schema: z.ZodType, value: unknown): string => canonicalJson(withoutDefaults(schema, value));

describe('a value without its defaults', () => {
  it.each(cases)('of %s gives the whole value back when it is read again', (_, schema, written) => {
    expect(schema.parse(withoutDefaults(schema, schema.parse(written)))).toEqual(schema.parse(written));
  });

  it.each(cases)('of %s stays as it is when its schema gains fields with defaults', (_, schema, written) => {
    const later = grown(schema);
    const read = later.parse(written);
    expect(canonicalJson(read)).toContain('"added":7');
    expect(identity(later, read)).toBe(identity(schema, schema.parse(written)));
    expect(identity(later, { ...(read as object), added: 8 })).not.toBe(identity(later, read));
  });

  it.each(cases)('of %s changes with every value in it, defaults included', (_, schema, written) => {
    const parsed = schema.parse(written);
    const known = new Set([identity(schema, parsed)]);
    for (const other of changes(parsed)) {
      const text = identity(schema, other);
      expect(known.has(text), text).toBe(false);
      known.add(text);
    }
    expect(known.size).toBeGreaterThan(3);
  });

  it('drops a default that is a list, an object or null, and keeps what is empty or null otherwise', () => {
    const schema = z.strictObject({
      list: z.array(z.int()).default([1, 2]),
      group: z.strictObject({ a: z.int().default(1) }).default({ a: 1 }),
      none: z.int().nullable().default(null),
      some: z.int().nullable().default(3),
      free: z.record(z.string(), z.strictObject({ a: z.int().default(1) })).default({}),
    });
    const at = (value: object): unknown => withoutDefaults(schema, schema.parse(value));
    expect(at({})).toEqual({});
    expect(at({ list: [], some: null, free: { x: {} } })).toEqual({ list: [], some: null, free: { x: {} } });
    expect(at({ list: [1, 2], group: { a: 1 }, none: null, some: 3, free: {} })).toEqual({});
  });

  it('leaves models of DEQ the identity that they had before there was a choice of solvers', () => {
    const at = (value: object): unknown => withoutDefaults(FusionChoice, FusionChoice.parse(value));
    expect(at({ name: 'deq', solver: 'anderson', width: 32 })).toEqual({ name: 'deq', width: 32 });
    expect(at({ name: 'deq', solver: 'broyden' })).toEqual({ name: 'deq', solver: 'broyden' });
  });
});
