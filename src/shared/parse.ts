import type { z } from 'zod';
import { LabError } from './errors';

/**
 * Checks `value` against `schema`; the error names the field (below `what`), the value and the remedy.
 *
 * @param what name of the checked thing, as its author knows it: `plan`, `model.json`
 * @throws LabError `invalid`, with one line per problem, the first one as `where`
 */
export function parse<Schema extends z.ZodType>(schema: Schema, value: unknown, what: string): z.output<Schema> {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  const problems = result.error.issues.flatMap((issue) => describe(issue, what, value));
  const [first, ...rest] = problems;
  throw new LabError('invalid', [first.text, ...rest.map((p) => `${p.where}: ${p.text}`)].join('\n'), {
    where: first.where,
  });
}

interface Problem {
  readonly where: string;
  readonly text: string;
}

function describe(issue: z.core.$ZodIssue, what: string, root: unknown): readonly Problem[] {
  const where = fieldPath(what, issue.path);
  const got = show(valueAt(root, issue.path));
  switch (issue.code) {
    case 'invalid_type':
      return [
        got === undefined
          ? { where, text: `is missing. Give ${article(issue.expected)}.` }
          : { where, text: `is ${got}. Give ${article(issue.expected)}.` },
      ];
    case 'invalid_value':
      return [{ where, text: `is ${got ?? 'missing'}. Give ${oneOf(issue.values)}.` }];
    case 'too_small':
      return [{ where, text: `is ${got ?? 'missing'}. Give ${sizeOf(issue.origin, 'at least', issue.minimum)}.` }];
    case 'too_big':
      return [{ where, text: `is ${got ?? 'missing'}. Give ${sizeOf(issue.origin, 'at most', issue.maximum)}.` }];
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        where: fieldPath(what, [...issue.path, key]),
        text: 'is not a field here. Remove it or correct its name.',
      }));
    case 'invalid_union':
      return [unionProblem(issue, where, got)];
    case 'custom':
      return [{ where, text: issue.message }];
    default:
      return [{ where, text: `is ${got ?? 'missing'}. ${issue.message}.` }];
  }
}

function unionProblem(issue: z.core.$ZodIssueInvalidUnion, where: string, got: string | undefined): Problem {
  const options = (issue as { options?: readonly z.core.util.Primitive[] }).options;
  const choices = options === undefined || options.length === 0 ? '' : ` Give ${oneOf(options)}.`;
  return {
    where,
    text: got === undefined ? `is missing.${choices}` : `is ${got}.${choices || ' No alternative fits.'}`,
  };
}

function fieldPath(what: string, path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${String(key)}]` : `${text}.${String(key)}`),
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
  const text = typeof value === 'number' ? String(value) : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
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
    default:
      return `a ${expected}`;
  }
}

function oneOf(values: readonly z.core.util.Primitive[]): string {
  const names = values.map((value) => JSON.stringify(value));
  return names.length === 1 ? (names[0] ?? '') : `one of ${names.join(', ')}`;
}

function sizeOf(origin: string, bound: string, limit: number | bigint): string {
  switch (origin) {
    case 'array':
      return `${bound} ${String(limit)} ${Number(limit) === 1 ? 'entry' : 'entries'}`;
    case 'string':
      return `${bound} ${String(limit)} ${Number(limit) === 1 ? 'character' : 'characters'}`;
    default:
      return `a number of ${bound} ${String(limit)}`;
  }
}
