import { hiddenCharacters } from '../text/visible-text';

/**
 * A result as JSON for people and programs. Characters that a terminal could obey are written as escapes, which leaves
 * the value the same; JSON itself does so with C0 controls and lone surrogates.
 */
export function jsonText(value: unknown): string {
  return escaped(JSON.stringify(value, null, 2));
}

/** The same in one line. */
export function shownJson(value: unknown): string {
  return escaped(JSON.stringify(value));
}

function escaped(json: string): string {
  return json.replaceAll(hiddenCharacters, (character) =>
    [...Array(character.length).keys()]
      .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}
