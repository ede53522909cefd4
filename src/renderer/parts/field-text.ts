import type { ChoiceField } from '../../shared/planning/choice-catalogue';
import { texts } from '../texts/catalogue';
import { numberOr } from '../ui/typed-number';

const words = texts.parts;

/** What counts while a field is empty; empty where it must not be. */
export function defaultText({ kind, default: usual, words: called }: ChoiceField): string {
  if (Array.isArray(usual)) return words.byDefault(listText(usual));
  if (typeof usual === 'number') return words.byDefault(String(usual));
  return kind === 'optional-number' ? words.byDefault(Object.hasOwn(called, 'null') ? called.null : words.empty) : '';
}

/** What people call one of the options of a field. */
export function optionText({ words: called }: ChoiceField, option: string): string {
  return Object.hasOwn(called, option) ? called[option] : option;
}

export function listText(list: readonly unknown[]): string {
  return list.map(String).join(', ');
}

/** `8, 16` → `[8, 16]`; `8, x` → `[8, 'x']`, for the schema to refuse. */
export function typedList(text: string): readonly unknown[] {
  return text
    .split(/[\s,;]+/u)
    .filter(Boolean)
    .map((part) => numberOr(part));
}
