import { outsideIsolates } from '../shared/text/shown-text';

/**
 * What `format.ts` writes in per cent and in percentage points, as fractions: the same digits, their point moved by two
 * places. `94.2 % [91.8, 95.9]` → `0.942 [0.918, 0.959]`; `+3.2 points [+1.0, +5.4]` → `+0.032 [+0.010, +0.054]`. A share is
 * told by the no-break space before its sign, so a level such as the `95 %` of an interval stays what it is. What people
 * have named stays as they named it, as long as it is kept apart (`shownName`).
 */
export function asFractions(text: string): string {
  return outsideIsolates(text, (part) =>
    part
      .replace(share, (_, value: string, bounds: string | undefined) => moved(value) + movedInterval(bounds))
      .replace(points, (_, value: string, bounds: string | undefined) => moved(value) + movedInterval(bounds))
      .replace(unitNamed, ''),
  );
}

/** `94.2` → `0.942`, `100` → `1`, `99.9+` → `0.999+`, `−3.2` → `−0.032`; anything else as it is. */
export function moved(number: string): string {
  const found = /^([<+−]?)(\d+)((?:\.\d+)?)(\+?)$/u.exec(number);
  if (found === null) return number;
  const [, before, whole, rest, after] = found;
  const digits = whole.padStart(3, '0');
  const decimals = digits.slice(-2) + rest.slice(1);
  // A whole number is exact: its zeros say nothing.
  const kept = rest === '' ? decimals.replace(/0+$/u, '') : decimals;
  return `${before}${digits.slice(0, -2)}${kept === '' ? '' : `.${kept}`}${after}`;
}

/** `[91.8, 95.9]` → `[0.918, 0.959]`; what is no interval of numbers stays. */
export function movedInterval(interval = ''): string {
  return interval.replace(bounds, (_, low: string, high: string) => `[${moved(low)}, ${moved(high)}]`);
}

const number = '[<+−]?\\d+(?:\\.\\d+)?\\+?';
const share = new RegExp(`(${number})\u00a0%( \\[${number}, ${number}\\])?`, 'gu');
const points = new RegExp(`(${number}) points\\b( \\[${number}, ${number}\\])?`, 'gu');
const bounds = new RegExp(`\\[(${number}), (${number})\\]`, 'u');
const unitNamed = / \(points\)| in points\b/gu;
