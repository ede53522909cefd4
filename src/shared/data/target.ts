import { z } from 'zod';

/** Each class of the data holds of a sample or does not: the answer is a set of them. */
const LabelsTarget = z.strictObject({ kind: z.literal('labels') });

/** A number, which the data’s only class names. */
const ValueTarget = z
  .strictObject({
    kind: z.literal('value'),
    /** What it is measured in; empty for a bare number. */
    unit: z.string().max(40),
    /** Where the values lie: what a model that knows nothing answers is its middle. */
    range: z.tuple([z.number(), z.number()]),
    /** An answer this far from the value, or nearer, is right. */
    tolerance: z.number().positive(),
  })
  .refine(({ range: [low, high] }) => low < high, { path: ['range'], error: 'Give the lower end first' });

/** What data ask of a model in place of one class of several. Absent: one class, and an answer is right that is that class. */
export const Target = z.discriminatedUnion('kind', [LabelsTarget, ValueTarget]);
export type Target = z.infer<typeof Target>;
export type ValueTarget = z.infer<typeof ValueTarget>;

/** As many as one whole number tells apart. */
export const mostLabels = 40;

/** What of data says how answers are read. */
export interface Answered {
  readonly classes: readonly string[];
  readonly target?: Target | undefined;
}

/*
 * Records say what was right and what was answered by one whole number each, whatever the data ask, and right is what is
 * equal: so whatever counts right answers needs to know no more. A class is its place; a set has a bit for each label; of a
 * value, an answer is within its tolerance, below or above.
 */

export const valueCodes = { within: 0, below: 1, above: 2 } as const;

/** Of a set, told label by label. */
export function setCode(holds: readonly boolean[]): number {
  return holds.reduce((code, held, place) => code + (held ? 2 ** place : 0), 0);
}

export function hasLabel(code: number, place: number): boolean {
  return Math.floor(code / 2 ** place) % 2 === 1;
}

export function valueCode({ tolerance }: ValueTarget, value: number, answer: number): number {
  const error = answer - value;
  if (Math.abs(error) <= tolerance) return valueCodes.within;
  return error < 0 ? valueCodes.below : valueCodes.above;
}

/** `0.5 points`. */
export function withUnit({ unit }: ValueTarget, value: number): string {
  const text = String(Number(value.toPrecision(4)));
  return unit === '' ? text : `${text} ${unit}`;
}

/** What a code stands for: the class, the set, or how an answer lies to the value. */
export function answerName({ classes, target }: Answered, code: number): string {
  if (target === undefined) return classes[code] ?? String(code);
  switch (target.kind) {
    case 'labels': {
      const held = classes.filter((_, place) => hasLabel(code, place));
      return held.length === 0 ? 'none' : held.join(' + ');
    }
    case 'value':
      return code === valueCodes.within
        ? `within ${withUnit(target, target.tolerance)}`
        : code === valueCodes.below
          ? 'too low'
          : 'too high';
    default:
      return target satisfies never;
  }
}

/** What a model said: the class, the set, or the value. */
export function saidName(
  data: Answered,
  { predicted, logits }: { readonly predicted: number; readonly logits: readonly number[] },
): string {
  return data.target?.kind === 'value' ? withUnit(data.target, logits[0]) : answerName(data, predicted);
}

/** What the loss of an answer is, and its unit. */
export function lossWords(target: Target | undefined): string {
  if (target === undefined) return 'cross-entropy, in nats';
  switch (target.kind) {
    case 'labels':
      return 'cross-entropy, summed over the labels, in nats';
    case 'value':
      return `Huber loss, in tolerances of ${withUnit(target, target.tolerance)}`;
    default:
      return target satisfies never;
  }
}

/** What of data tells what they ask; of classes their number will do. */
export interface Asked {
  readonly classes: { readonly length: number };
  readonly target?: Target | undefined;
  readonly pixelClasses?: { readonly length: number } | undefined;
}

/** What data ask of a model, in a few words: `one of 2 classes`, `6 labels, any of them`, `a value, right within 1`. */
export function askedWords({ classes, target, pixelClasses }: Asked): string {
  const pixels = pixelClasses === undefined ? '' : `; of every pixel one of ${String(pixelClasses.length)} classes`;
  if (target === undefined) return `one of ${String(classes.length)} classes${pixels}`;
  switch (target.kind) {
    case 'labels':
      return `${String(classes.length)} labels, any of them${pixels}`;
    case 'value':
      return `a value, right within ${withUnit(target, target.tolerance)}${pixels}`;
    default:
      return target satisfies never;
  }
}

/** When an answer is right, as a clause; null for one class, where nobody needs to be told. */
export function rightWords(target: Target | undefined): string | null {
  if (target === undefined) return null;
  switch (target.kind) {
    case 'labels':
      return 'an answer is right where the whole set is right';
    case 'value':
      return `an answer is right that is at most ${withUnit(target, target.tolerance)} off`;
    default:
      return target satisfies never;
  }
}

/** Groups of samples that rates are given for, one by one: the class, each label that holds; none of a value. */
export function groupsOf({ classes, target }: Answered): readonly {
  readonly name: string;
  readonly has: (label: number) => boolean;
}[] {
  if (target?.kind === 'value') return [];
  return classes.map((name, place) => ({
    name,
    has: (label) => (target === undefined ? label === place : hasLabel(label, place)),
  }));
}

/** What is right of a sample: the class, the set, or the value. */
export function truthName(
  data: Answered,
  { label, value }: { readonly label: number; readonly value?: number | undefined },
): string {
  return data.target?.kind === 'value' && value !== undefined ? withUnit(data.target, value) : answerName(data, label);
}
