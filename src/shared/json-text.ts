import { hiddenCharacters } from './visible-text';

/**
 * A result as JSON for people and programs. Characters that a terminal could obey are written as escapes, which leaves
 * the value the same; JSON itself does so with C0 controls and lone surrogates.
 */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, null, 2).replaceAll(hiddenCharacters, (character) =>
    [...Array(character.length).keys()]
      .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}
