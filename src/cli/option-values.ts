import { InvalidArgumentError } from 'commander';
import { closest } from '../shared/text/suggestion';

/** Reads a whole number within bounds. */
export function wholeNumber(minimum: number, maximum = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = Number(text);
    const inDigits = /^-?\d+$/.test(text);
    if (!inDigits || value < minimum || value > maximum) {
      const upper = maximum === Number.MAX_SAFE_INTEGER ? '' : ` and at most ${String(maximum)}`;
      throw new InvalidArgumentError(
        `Give${inDigits ? '' : ', in digits only,'} a whole number of at least ${String(minimum)}${upper}.`,
      );
    }
    return value;
  };
}

/** Reads whole numbers within bounds, with commas between them. */
export function wholeNumbers(minimum: number, maximum: number): (text: string) => readonly number[] {
  const one = wholeNumber(minimum, maximum);
  return (text) => text.split(',').map((part) => one(part.trim()));
}

/** Reads a number between two others, these excluded. */
export function between(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = text.trim() === '' ? NaN : Number(text);
    if (!(value > low && value < high)) {
      throw new InvalidArgumentError(`Give a number above ${String(low)} and below ${String(high)}.`);
    }
    return value;
  };
}

/** Reads numbers with commas between them. */
export function numbers(text: string): readonly number[] {
  return text.split(',').map((part) => {
    const value = part.trim() === '' ? NaN : Number(part);
    if (!Number.isFinite(value)) throw new InvalidArgumentError('Give numbers with commas between them.');
    return value;
  });
}

/** Reads `NAME=1,2,3`, gathering repeated options. */
export function namedNumbers(
  text: string,
  previous: Readonly<Record<string, readonly number[]>> | undefined,
): Readonly<Record<string, readonly number[]>> {
  const split = text.indexOf('=');
  if (split < 1) throw new InvalidArgumentError('Give NAME=NUMBERS.');
  return { ...previous, [text.slice(0, split)]: numbers(text.slice(split + 1)) };
}

/** Reads the name of a file or folder; an option in its place means that the name was forgotten. */
export function fileName(text: string): string {
  if (text.startsWith('-')) throw new InvalidArgumentError('Give a name; one that begins with "-" as ./-name.');
  return text;
}

/** Reads one of a few names; a near miss is pointed out. */
export function oneOf<Name extends string>(names: readonly Name[]): (text: string) => Name {
  return (text) => {
    const found = names.find((name) => name === text);
    if (found === undefined) throw new InvalidArgumentError(`${hint(text, names)}Give one of ${names.join(', ')}.`);
    return found;
  };
}

/** Reads names of a few with commas between them; one may stand twice. */
export function severalOf<Name extends string>(names: readonly Name[]): (text: string) => readonly Name[] {
  const one = oneOf(names);
  return (text) => text.split(',').map((part) => one(part.trim()));
}

/** As `oneOf`, for an option that may be given several times or with a comma between the names. */
export function someOf<Name extends string>(
  names: readonly Name[],
): (text: string, previous: readonly Name[] | undefined) => readonly Name[] {
  const one = oneOf(names);
  return (text, previous) => [...(previous ?? []), ...text.split(',').map(one)];
}

/** Reads two different names with a comma between them. */
export function twoNames(text: string): readonly [string, string] {
  const [first = '', second = '', ...more] = text.split(',').map((name) => name.trim());
  if (first === '' || second === '' || more.length > 0 || first === second) {
    throw new InvalidArgumentError('Give two different names with a comma between them.');
  }
  return [first, second];
}

/** Reads two or more different names with commas between them. */
export function severalNames(text: string): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.length < 2 || names.includes('') || new Set(names).size < names.length) {
    throw new InvalidArgumentError('Give two or more different names with commas between them.');
  }
  return names;
}

/** Gathers an option that may be given several times. */
export function gather(text: string, previous: readonly string[] | undefined): readonly string[] {
  return [...(previous ?? []), text];
}

/** Reads `KEY=VALUE`, gathering repeated options. */
export function assignment(
  text: string,
  previous: Readonly<Record<string, string>> | undefined,
): Readonly<Record<string, string>> {
  const split = text.indexOf('=');
  if (split < 1) throw new InvalidArgumentError('Give NAME=VALUE.');
  return { ...previous, [text.slice(0, split)]: text.slice(split + 1) };
}

function hint(text: string, names: readonly string[]): string {
  const near = closest(text, names);
  return near.length === 0 ? '' : `Did you mean ${near.join(' or ')}? `;
}
