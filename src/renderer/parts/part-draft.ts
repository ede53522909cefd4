import { z } from 'zod';

/** A part chosen by name, with whatever was typed into its fields; what is left out takes its default. */
export const PartDraft = z.looseObject({ name: z.string() });
export type PartDraft = Readonly<z.infer<typeof PartDraft>>;

export type Fields = Readonly<Record<string, unknown>>;

/** A value with a field set; an empty one is left out, so that it takes its default. */
export function withField<Value extends object>(value: Value, field: string, content: unknown): Value {
  const rest = Object.entries(value).filter(([name]) => name !== field);
  const isEmpty = content === '' || content === undefined || content === null;
  return Object.fromEntries(isEmpty ? rest : [...rest, [field, content]]) as Value;
}

/** A value without some fields, which take their defaults. */
export function withoutFields<Value extends object>(value: Value, fields: readonly string[]): Value {
  return fields.reduce((bare, field) => withField(bare, field, undefined), value);
}
