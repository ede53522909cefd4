import type { LabError } from '../../shared/errors';
import type { Problem } from '../../shared/parse';
import { texts } from '../texts/catalogue';

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
