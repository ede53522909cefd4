/** Digits with a point and a power of ten: `12`, `-0.5`, `.5`, `1e-3`; the minus of the screen as well. */
const decimal = /^[+\-−]?(?:\d+\.?\d*|\.\d+)(?:e[+\-−]?\d+)?$/iu;

/**
 * What is typed as a number, or as a fraction of two (`8/255`). Null: it is none, or one that no double holds (`1e999`,
 * `1e-999`): nobody meant infinity or nought by it.
 */
export function typedNumber(text: string): number | null {
  const parts = text.trim().split('/');
  if (parts.length > 2) return null;
  const [above, below = 1] = parts.map(plainNumber);
  if (above === null || below === null || below === 0) return null;
  return Number.isFinite(above / below) ? above / below : null;
}

function plainNumber(text: string): number | null {
  if (!decimal.test(text)) return null;
  const value = Number(text.replaceAll('−', '-'));
  const [digits] = text.toLowerCase().split('e');
  const vanishes = value === 0 && /[1-9]/u.test(digits);
  return Number.isFinite(value) && !vanishes ? value : null;
}

/** A number as it is kept while it is typed: the number, or the text where it is none (yet). */
export function numberOr(text: string): number | string {
  return typedNumber(text) ?? text;
}

/**
 * One step up or down from what is typed; null where that is no number.
 *
 * @param step left out: one of the second digit that counts, so that 0.003 and 300 both move by a little
 */
export function stepped(text: string, direction: 1 | -1, step?: number): number | null {
  const value = typedNumber(text);
  if (value === null) return null;
  const size = step ?? 10 ** (Math.floor(Math.log10(Math.abs(value) || 1)) - 1);
  // Twelve digits: 0.1 and 0.2 are 0.3.
  return Number((value + direction * size).toPrecision(12));
}
