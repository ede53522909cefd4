import { z } from 'zod';

/**
 * Names of the fields that a schema knows at a place inside a value, so that a misspelt one can be pointed to.
 * Empty where the schema leaves names free. Alternatives are told apart by their discriminator in the value.
 */
export function fieldsAt(schema: z.ZodType, path: readonly PropertyKey[], value: unknown): readonly string[] {
  const found = resolve(schema, value);
  const key = path.at(0);
  const rest = path.slice(1);
  if (found instanceof z.ZodObject) {
    const shape = found.shape as Readonly<Record<PropertyKey, z.ZodType | undefined>>;
    if (key === undefined) return Object.keys(shape);
    const next = shape[key];
    return next === undefined ? [] : fieldsAt(next, rest, fieldOf(value, key));
  }
  if (key === undefined) return [];
  if (found instanceof z.ZodArray) return fieldsAt(found.element as z.ZodType, rest, fieldOf(value, key));
  if (found instanceof z.ZodRecord) return fieldsAt(found.valueType as z.ZodType, rest, fieldOf(value, key));
  return [];
}

/** The schema behind defaults and optionality, and of alternatives the one that the value's discriminator names. */
function resolve(schema: z.ZodType, value: unknown): z.ZodType | undefined {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return resolve(schema.unwrap() as z.ZodType, value);
  }
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    return resolve(schema.unwrap() as z.ZodType, value);
  }
  if (schema instanceof z.ZodDiscriminatedUnion) return alternativeFor(schema, value);
  return schema;
}

/** Of a schema's alternatives, the one that the value's discriminator names. */
export function alternativeFor(schema: z.ZodDiscriminatedUnion, value: unknown): z.ZodType | undefined {
  const { discriminator } = schema.def;
  const name = fieldOf(value, discriminator);
  return (schema.options as readonly z.ZodType[]).find((option) => {
    const tag = option instanceof z.ZodObject ? (option.shape as Record<string, z.ZodType>)[discriminator] : undefined;
    return tag?.safeParse(name).success === true;
  });
}

function fieldOf(value: unknown, key: PropertyKey): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined;
}
