import { z } from 'zod';
import { AttackChoice, Criterion, StopRule } from '../attacks/attack';
import { CertificateChoice } from '../certificates/certificate';
import { Degradation } from '../degradations/degradation';
import { fieldName } from '../text/naming';
import { EncoderChoice } from '../recipe/encoders';
import { FusionChoice } from '../recipe/fusions';
import { HeadChoice } from '../recipe/heads';
import { TrainingChoice } from '../training/training';

/** One field of a choice, as its schema states it. */
export interface ChoiceField {
  readonly name: string;
  /** What people call it. */
  readonly title: string;
  readonly meaning: string;
  /**
   * `optional-number`: a number or null. `one-of`: one of the options. `group`: fields of its own. `other`: a text, or
   * something that takes different fields by its kind.
   */
  readonly kind: 'number' | 'optional-number' | 'numbers' | 'one-of' | 'yes-no' | 'group' | 'other';
  /** Of a number: it has no decimals. */
  readonly whole: boolean;
  /** Null: there is none, or it is null itself (nothing, where the range allows null). */
  readonly default: unknown;
  readonly unit: string | null;
  /** `1 to 4096`, `above 0, at most 1`, `size or cost`. */
  readonly range: string;
  /** Of `one-of`; empty otherwise. */
  readonly options: readonly string[];
  /** What people call its values, where it is not what the schema calls them; `null` is the word for none. */
  readonly words: Readonly<Record<string, string>>;
  /** Of a `group`; empty otherwise. */
  readonly fields: readonly ChoiceField[];
}

/** One thing that can be chosen by name. */
export interface Choice {
  readonly name: string;
  readonly meaning: string;
  readonly fields: readonly ChoiceField[];
}

export interface RecipeCatalogue {
  readonly encoders: readonly Choice[];
  readonly fusions: readonly Choice[];
  readonly heads: readonly Choice[];
  readonly training: readonly Choice[];
}

/** Everything a recipe can be made of, read from the schemas that check recipes. */
export const recipeCatalogue = once((): RecipeCatalogue => ({
  encoders: EncoderChoice.options.map((option) => choiceOf(option, 'name')),
  fusions: FusionChoice.options.map((option) => choiceOf(option, 'name')),
  heads: HeadChoice.options.map((option) => choiceOf(option, 'name')),
  training: [trainingChoice()],
}));

/** Every attack with its fields, read from the schemas that check plans. */
export const attackCatalogue = once((): readonly Choice[] =>
  AttackChoice.options.map((option) => choiceOf(option, 'name')),
);

/** Every degradation with its fields. */
export const degradationCatalogue = once((): readonly Choice[] =>
  Degradation.options.map((option) => choiceOf(option, 'name')),
);

/** Every certificate with its fields. */
export const certificateCatalogue = once((): readonly Choice[] =>
  CertificateChoice.options.map((option) => choiceOf(option, 'name')),
);

/** What can make a removal a candidate. */
export const criterionCatalogue = once((): readonly Choice[] =>
  Criterion.options.map((option) => choiceOf(option, 'name')),
);

/** Which parts a removal attack takes, by the name of the rule. */
export const stopCatalogue = once((): readonly Choice[] => StopRule.options.map((option) => choiceOf(option, 'rule')));

/** What of a JSON Schema the catalogue shows. */
const FieldSchema = z.looseObject({
  enum: z.array(z.string()).optional(),
  get properties(): z.ZodOptional<z.ZodRecord<z.ZodString, typeof FieldSchema>> {
    return z.record(z.string(), FieldSchema).optional();
  },
  const: z.string().optional(),
  type: z.string().optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  unit: z.string().optional(),
  words: z.record(z.string(), z.string()).optional(),
  default: z.unknown().optional(),
  minimum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  maximum: z.number().optional(),
  anyOf: z.array(z.looseObject({ type: z.string().optional() })).optional(),
  items: z
    .looseObject({ type: z.string().optional(), minimum: z.number().optional(), maximum: z.number().optional() })
    .optional(),
});
type FieldSchema = z.infer<typeof FieldSchema>;
const ObjectSchema = z.looseObject({ properties: z.record(z.string(), FieldSchema) });

/** Training is one choice, whose method is a field like the others. */
function trainingChoice(): Choice {
  const { properties } = ObjectSchema.parse(z.toJSONSchema(TrainingChoice, { io: 'input' }));
  return { name: 'training', meaning: 'how a model learns from its data', fields: fieldsOf(properties) };
}

/** Schemas stay as they are, and forms ask whenever they are drawn: to read them takes as long as the rest of a form. */
function once<T>(read: () => T): () => T {
  let known: { readonly value: T } | null = null;
  return () => (known ??= { value: read() }).value;
}

function choiceOf(schema: z.ZodType, tag: string): Choice {
  const { properties } = ObjectSchema.parse(z.toJSONSchema(schema, { io: 'input' }));
  const { [tag]: named, ...fields } = properties;
  return {
    name: named.const ?? tag,
    meaning: named.description ?? '',
    fields: fieldsOf(fields),
  };
}

function fieldsOf(properties: Readonly<Record<string, FieldSchema>>): readonly ChoiceField[] {
  return Object.entries(properties).map(([name, field]) => ({
    name,
    title: field.title ?? fieldName(name),
    meaning: field.description ?? '',
    kind: kindOf(field),
    whole: isWhole(field),
    default: field.default ?? null,
    unit: field.unit ?? null,
    range: rangeOf(field),
    options: field.enum ?? [],
    words: field.words ?? {},
    fields: fieldsOf(field.properties ?? {}),
  }));
}

function kindOf({ type, anyOf, items, enum: options, properties }: FieldSchema): ChoiceField['kind'] {
  if (options !== undefined) return 'one-of';
  if (properties !== undefined) return 'group';
  if (type === 'boolean') return 'yes-no';
  const isNumber = (name: string | undefined): boolean => name === 'number' || name === 'integer';
  if (isNumber(type)) return 'number';
  if (anyOf?.every((one) => one.type === 'null' || isNumber(one.type)) === true) return 'optional-number';
  return isNumber(items?.type) ? 'numbers' : 'other';
}

function isWhole({ type, anyOf }: FieldSchema): boolean {
  return type === 'integer' || anyOf?.some((one) => one.type === 'integer') === true;
}

function rangeOf(field: FieldSchema): string {
  if (field.enum !== undefined) return field.enum.join(' or ');
  if (field.type === 'boolean') return 'true or false';
  // What differs by modality has fields of its own for each.
  if (field.type === 'object') return 'by modality';
  if (field.anyOf !== undefined) {
    return field.anyOf.map((one) => (one.type === 'null' ? 'null' : rangeOf(FieldSchema.parse(one)))).join(', or ');
  }
  if (field.items !== undefined) return `a list, each ${rangeOf({ ...field.items, default: undefined })}`;
  // What JSON Schema says of a whole number without an upper bound.
  const maximum =
    field.maximum === undefined || field.maximum >= Number.MAX_SAFE_INTEGER ? null : String(field.maximum);
  if (maximum === null) {
    return field.minimum === undefined
      ? `above ${String(field.exclusiveMinimum ?? '')}`
      : `at least ${String(field.minimum)}`;
  }
  if (field.exclusiveMinimum !== undefined) return `above ${String(field.exclusiveMinimum)}, at most ${maximum}`;
  return `${String(field.minimum ?? '')} to ${maximum}`;
}
