import { visibleText } from '../../shared/text/visible-text';

export type CsvValue = string | number | boolean | null;

/**
 * One field. Text has its control characters written out, an apostrophe before a leading `=`, `+`, `-`, `@` (also the
 * full-width forms), tab or carriage return, and quotes where it needs them.
 */
export function csvField(value: CsvValue): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const defused = /^\s*[=+\-@\t\r\uff0b\uff0d\uff1d\uff20]/u.test(value) && !isNumberList(value) ? `'${value}` : value;
  const shown = visibleText(defused);
  return /[",;\s]/u.test(shown) || shown !== value ? `"${shown.replaceAll('"', '""')}"` : shown;
}

/** Logits, which this file joins itself: numbers separated by blanks hold no formula. */
function isNumberList(value: string): boolean {
  return value.split(' ').every((part) => /^-?\d+(\.\d+)?(e[+-]?\d+)?$/u.test(part));
}
