import type { z } from 'zod';
import { fieldsAt } from './json/schema-fields';
import { ProblemFault, type Problem } from './problem';
import { invalidBecause } from './refusal';
import { closest } from './text/suggestion';
import { oneOf } from './text/wording';

/**
 * Checks `value` against `schema`; the error names the field (below `what`), the value and the remedy.
 *
 * @param what name of the checked thing, as its author knows it: `plan`, `model.json`; empty where its fields are
 * named without it
 * @throws LabError `invalid`, with its problems, a line each in the message, the first one's field as `where`
 */
export function parse<Schema extends z.ZodType>(schema: Schema, value: unknown, what: string): z.output<Schema> {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  const [first, ...rest] = described(result.error, schema, value, what);
  throw invalidBecause([first, ...rest]);
}

/** What `parse` would say of a value, field by field; nothing where it is right. */
export function problemsOf(schema: z.ZodType, value: unknown, what: string): readonly Problem[] {
  const result = schema.safeParse(value, { reportInput: true });
  return result.success ? [] : described(result.error, schema, value, what);
}

function described(error: z.ZodError, schema: z.ZodType, value: unknown, what: string): readonly Problem[] {
  return error.issues.flatMap((issue) => describe(issue, what, value, schema));
}

function describe(issue: z.core.$ZodIssue, what: string, root: unknown, schema: z.ZodType): readonly Problem[] {
  const where = fieldPath(what, issue.path);
  const got = show(valueAt(root, issue.path));
  switch (issue.code) {
    case 'invalid_type':
      return [
        got === undefined
          ? { where, text: `is missing. Give ${article(issue.expected)}.` }
          : {
              where,
              text: `is ${got}. Give ${article(issue.expected)}.`,
              ...noNumber(issue.expected, valueAt(root, issue.path)),
            },
      ];
    case 'invalid_value':
      return [{ where, text: `is ${got ?? 'missing'}. ${choose(valueAt(root, issue.path), issue.values)}` }];
    case 'too_small':
      return [
        {
          where,
          text: `is ${got ?? 'missing'}. Give ${sizeOf(issue.origin, issue.inclusive === false ? 'above' : 'at least', issue.minimum)}.`,
        },
      ];
    case 'too_big':
      return [
        {
          where,
          text: `is ${got ?? 'missing'}. Give ${sizeOf(issue.origin, issue.inclusive === false ? 'below' : 'at most', issue.maximum)}.`,
        },
      ];
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        where: fieldPath(what, [...issue.path, key]),
        text: `is not a field here. ${didYouMean(key, fieldsAt(schema, issue.path, root)) || 'Remove it or correct its name.'}`.trimEnd(),
      }));
    case 'invalid_union':
      return [unionProblem(issue, where, valueAt(root, issue.path))];
    case 'custom':
      return [{ where, text: issue.message, ...faultIn(issue.params) }];
    default:
      return [{ where, text: `is ${got ?? 'missing'}. ${issue.message}.` }];
  }
}

function noNumber(expected: string, given: unknown): Pick<Problem, 'fault'> {
  const isNumber = expected === 'number' || expected === 'int';
  return isNumber && typeof given === 'string' ? { fault: { kind: 'no-number', given } } : {};
}

/** What a schema's own check says of the kind of its fault. */
function faultIn(params: Readonly<Record<string, unknown>> | undefined): Pick<Problem, 'fault'> {
  const fault = ProblemFault.safeParse(params?.fault);
  return fault.success ? { fault: fault.data } : {};
}

function unionProblem(issue: z.core.$ZodIssueInvalidUnion, where: string, value: unknown): Problem {
  const got = show(value);
  const choices = choicesOf(issue);
  return {
    where,
    text: `is ${got ?? 'missing'}. ${choices.length === 0 ? 'No alternative fits.' : choose(value, choices)}`,
  };
}

/** Names of the alternatives, or the values that each of them consists of. */
function choicesOf(issue: z.core.$ZodIssueInvalidUnion): readonly z.core.util.Primitive[] {
  const named = (issue as { options?: readonly z.core.util.Primitive[] }).options ?? [];
  if (named.length > 0) return named;
  const values = issue.errors.map(([first, ...more]) =>
    more.length === 0 && first.path.length === 0 && first.code === 'invalid_value' ? first.values : null,
  );
  return values.some((one) => one === null) ? [] : values.flatMap((one) => one ?? []);
}

function choose(value: unknown, choices: readonly z.core.util.Primitive[]): string {
  const names = choices.filter((choice) => typeof choice === 'string');
  return `${typeof value === 'string' && names.length > 1 ? didYouMean(value, names) : ''}Give ${oneOf(choices)}.`;
}

/** `Did you mean "dog"? `, or nothing. */
function didYouMean(name: string, known: readonly string[]): string {
  const near = closest(name, known);
  return near.length === 0 ? '' : `Did you mean ${near.map((one) => JSON.stringify(one)).join(' or ')}? `;
}

/** `what.field[0].name`: where in a checked thing something stands. */
export function fieldPath(what: string, path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) =>
      typeof key === 'number' ? `${text}[${String(key)}]` : `${text}${text === '' ? '' : '.'}${String(key)}`,
    what,
  );
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    root,
  );
}

function show(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (value === '') return 'empty';
  const text = typeof value === 'number' ? String(value) : writtenOut(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function writtenOut(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    // Thousands of levels are more than the stack of JSON.stringify holds.
    return 'nested too deeply';
  }
}

function article(expected: string): string {
  switch (expected) {
    case 'int':
      return 'a whole number';
    case 'object':
      return 'an object';
    case 'array':
      return 'a list';
    case 'record':
      return 'an object';
    case 'boolean':
      return 'true or false';
    default:
      return `a ${expected}`;
  }
}

function sizeOf(origin: string, bound: string, limit: number | bigint): string {
  switch (origin) {
    case 'array':
      return `${bound} ${String(limit)} ${Number(limit) === 1 ? 'entry' : 'entries'}`;
    case 'string':
      return `${bound} ${String(limit)} ${Number(limit) === 1 ? 'character' : 'characters'}`;
    default:
      return `a number ${bound.startsWith('at') ? 'of ' : ''}${bound} ${String(limit)}`;
  }
}
