import { z } from 'zod';
import { canonicalJson } from '../identity';
import { alternativeFor } from './schema-fields';

/**
 * A parsed value without the object fields that hold their schema's default, at any depth: what identities are made of.
 * A field that a schema gains later, with a default, then leaves the identity of everything older as it was. Under one
 * schema, values that differ still differ.
 *
 * Fields of objects go; entries of lists and of records stay, each without its own defaults. Of alternatives only those
 * with a discriminator are looked into.
 */
export function withoutDefaults(schema: z.ZodType, value: unknown): unknown {
  if (value === null || value === undefined) return value;
  if (isWrapper(schema)) return withoutDefaults(schema.unwrap() as z.ZodType, value);
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const alternative = alternativeFor(schema, value);
    return alternative === undefined ? value : withoutDefaults(alternative, value);
  }
  if (schema instanceof z.ZodArray && Array.isArray(value)) {
    return value.map((entry: unknown) => withoutDefaults(schema.element as z.ZodType, entry));
  }
  if (typeof value !== 'object') return value;
  const entries = Object.entries(value) as [string, unknown][];
  if (schema instanceof z.ZodRecord) {
    return Object.fromEntries(
      entries.map(([key, entry]) => [key, withoutDefaults(schema.valueType as z.ZodType, entry)]),
    );
  }
  if (schema instanceof z.ZodObject) {
    const shape = schema.shape as Readonly<Record<string, z.ZodType | undefined>>;
    return Object.fromEntries(
      entries.flatMap(([key, entry]) => {
        const field = shape[key];
        if (field === undefined) return [[key, entry]];
        const bare = withoutDefaults(field, entry);
        return isDefault(field, bare) ? [] : [[key, bare]];
      }),
    );
  }
  return value;
}

function isWrapper(schema: z.ZodType): schema is z.ZodDefault | z.ZodPrefault | z.ZodOptional | z.ZodNullable {
  return (
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable
  );
}

/** Is this, itself without defaults, what the field holds when nothing is given? */
function isDefault(field: z.ZodType, bare: unknown): boolean {
  if (!(field instanceof z.ZodDefault || field instanceof z.ZodPrefault)) return false;
  if (bare === undefined) return true;
  return canonicalJson(bare) === canonicalJson(withoutDefaults(field, field.parse(undefined)));
}
