/**
 * Imported text made safe to show in a terminal, a log line or a page: control characters (ANSI escapes included),
 * line breaks, and the invisible characters that reorder text are written out instead of obeyed.
 *
 * It does not escape HTML; pages do that as well.
 */
export function visibleText(text: string): string {
  return text.replace(unsafe, (character) => {
    switch (character) {
      case '\n':
        return '\\n';
      case '\r':
        return '\\r';
      case '\t':
        return '\\t';
      default: {
        const code = character.codePointAt(0) ?? 0;
        return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
      }
    }
  });
}

/**
 * What a terminal could obey or hide beyond the C0 controls: DEL and C1 controls; bidirectional marks, embeddings,
 * overrides and isolates; zero-width characters and the byte order mark; line and paragraph separators; interlinear
 * annotation; tag characters.
 */
export const hiddenCharacters =
  /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

/** Blanks, controls and what is drawn as nothing, such as joiners and fillers; U+2800 is an empty pattern of Braille. */
const blanks = /^[\p{Default_Ignorable_Code_Point}\p{White_Space}\p{Cc}\p{Cf}\u2800]*$/u;

/** Does a text show nothing? What cannot be seen names nobody and gives no reason. */
export function isBlank(text: string): boolean {
  return blanks.test(text);
}

/** These, the C0 controls and lone surrogates. */
const unsafe = new RegExp(String.raw`[\u0000-\u001f]|${hiddenCharacters.source}|\p{Surrogate}`, 'gu');
