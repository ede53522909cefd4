/**
 * A result as JSON for people and programs. Characters that a terminal could obey (C1 controls, DEL, what reorders or
 * hides text) are written as escapes, which leaves the value the same.
 */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, null, 2).replaceAll(
    // JSON itself escapes the controls below U+0020; the rest of what visible-text.ts names follows here.
    /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu,
    (character) =>
      [...Array(character.length).keys()]
        .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
        .join(''),
  );
}
