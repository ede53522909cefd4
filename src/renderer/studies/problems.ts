import type { LabError } from '../../shared/errors';
import { texts } from '../texts/catalogue';

/** What is wrong with a plan, at one place of it. */
export interface Problem {
  /** `plan.attacks[0].budgets[1].image`. */
  readonly where: string;
  readonly text: string;
}

/** The problems that an error of the check names: the first at its place, others a line each. */
export function problemsOf(error: LabError): readonly Problem[] {
  const [first, ...rest] = error.message.split('\n');
  const remedy = error.remedy === undefined ? '' : ` ${error.remedy}`;
  return [
    { where: error.where ?? 'plan', text: `${first}${remedy}` },
    ...rest.map((line) => {
      const found = /^(plan[^\s:]*): (.*)$/u.exec(line);
      return { where: found?.[1] ?? 'plan', text: found?.[2] ?? line };
    }),
  ];
}

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

const places = texts.builder.summary.places;

/** A place in words: `Attack 1 · budget 2 · image`. */
export function placeText(where: string): string {
  const parts = where
    .split('.')
    .slice(1)
    .filter((part) => part !== 'data' && part !== 'selection' && part !== 'recipe');
  return parts
    .map((part) => {
      const found = /^(.*)\[(\d+)\]$/u.exec(part);
      if (found === null) return part;
      const [, name, index] = found;
      const number = Number(index) + 1;
      return name in places && name !== 'other'
        ? places[name as Exclude<keyof typeof places, 'other'>](number)
        : places.other(name, number);
    })
    .join(' · ');
}
