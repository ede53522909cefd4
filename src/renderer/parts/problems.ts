import type { Problem } from '../../shared/problem';

/** What is wrong at a place or inside it, for the field that edits it; undefined for nothing. */
export function problemAt(problems: readonly Problem[], where: string): string | undefined {
  return problems.find((problem) => isWithin(problem.where, where))?.text;
}

/** What is wrong with the place itself, not with a part of it. */
export function problemExactlyAt(problems: readonly Problem[], where: string): string | undefined {
  return problems.find((problem) => problem.where === where)?.text;
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

function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`);
}
