import { LabError } from '../../../shared/errors';
import { decimal } from '../../../analysis/format';
import { parseStrictJson } from '../../../shared/json/json-names';
import { parseNoiseCurves, type NoiseCurves } from '../../../shared/degradations/noise-curves';
import { asLabError } from '../../lab/use-request';
import { texts } from '../../texts/catalogue';

const words = texts.compare.noise;

/** No file of curves is larger than this, in bytes; the command line holds to the same. */
const largest = 4_000_000;

/** Text that a person pasted or opened. */
export interface GivenText {
  readonly text: string;
  /** What its errors call it: the file, or the field it was pasted into. */
  readonly name: string;
}

/** What it holds; nothing yet, or why it cannot be used. */
export type GivenCurves =
  | { readonly kind: 'none' }
  | { readonly kind: 'curves'; readonly curves: NoiseCurves }
  | { readonly kind: 'error'; readonly error: LabError };

export function readCurves({ text, name }: GivenText): GivenCurves {
  if (text.trim() === '') return { kind: 'none' };
  try {
    refuseLarge(text.length, name);
    return { kind: 'curves', curves: parseNoiseCurves(parseStrictJson(text, name), name) };
  } catch (error) {
    return { kind: 'error', error: asLabError(error) };
  }
}

/** @throws LabError `invalid` for a file that is too large or cannot be read */
export async function textOf(file: File): Promise<GivenText> {
  refuseLarge(file.size, file.name);
  try {
    return { text: await file.text(), name: file.name };
  } catch {
    throw new LabError('invalid', words.unreadable, { where: file.name, remedy: words.unreadableRemedy });
  }
}

function refuseLarge(size: number, name: string): void {
  if (size <= largest) return;
  throw new LabError('invalid', words.tooLarge(decimal(largest)), { where: name, remedy: words.tooLargeRemedy });
}

/** The reference chosen, where the curves have it; else a method of late fusion by its name; else the first. */
export function referenceOf(methods: readonly string[], chosen: string | null): string {
  if (chosen !== null && methods.includes(chosen)) return chosen;
  return methods.find((method) => /^(lf|late([ _-]?fusion)?)$/iu.test(method)) ?? methods.at(0) ?? '';
}

/** Names of all methods, in the order in which they first appear. */
export function methodsOf(curves: NoiseCurves): readonly string[] {
  return [...new Set(Object.values(curves).flatMap((methods) => Object.keys(methods)))];
}
