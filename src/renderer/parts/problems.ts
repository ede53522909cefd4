import type { Problem } from '../../shared/problem';

/** Everything that is wrong at a place or inside it, for the field that edits it; undefined for nothing. */
export function problemAt(problems: readonly Problem[], where: string): string | undefined {
  return together(problems.filter((problem) => isWithin(problem.where, where)));
}

/** Everything that is wrong with the place itself, not with a part of it. */
export function problemExactlyAt(problems: readonly Problem[], where: string): string | undefined {
  return together(problems.filter((problem) => problem.where === where));
}

/** What a field is told of its place: what is wrong there, and what it is found by when somebody asks for it. */
export interface FieldAt {
  readonly error: string | undefined;
  readonly 'data-field': string;
}

export function fieldAt(problems: readonly Problem[], where: string): FieldAt {
  return { error: problemAt(problems, where), 'data-field': where };
}

function together(problems: readonly Problem[]): string | undefined {
  return problems.length === 0 ? undefined : [...new Set(problems.map(({ text }) => text))].join(' ');
}

/**
 * What is wrong inside a part and reaches none of its fields, for the part itself to say: each with its place below it.
 *
 * @param fields places below the part that have a field: `name`, `recipe.encoders.image`
 */
export function problemsBesides(
  problems: readonly Problem[],
  where: string,
  fields: readonly string[],
): readonly Problem[] {
  return problems.filter(
    (problem) =>
      isWithin(problem.where, where) && !fields.some((field) => isWithin(problem.where, `${where}.${field}`)),
  );
}

/** Is a place another, or a part of it? */
export function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`);
}
