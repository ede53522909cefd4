import type { LabError } from '../../shared/errors';
import type { Problem } from '../../shared/problem';
import { texts } from '../texts/catalogue';

/** What an error of the check says against the plan, field by field. */
export function problemsOf({ problems, where, message, remedy }: LabError): readonly Problem[] {
  if (problems !== undefined) return problems;
  return [{ where: where ?? 'plan', text: remedy === undefined ? message : `${message} ${remedy}` }];
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
