import { LabError } from '../../../shared/errors';
import { parseJson } from '../../../shared/json/json-file';

/** Far above any vocabulary in use; the largest have a quarter of a million. */
const MOST_TOKENS = 2_000_000;

/** One token a line; its number is that of the line, from 0. @throws LabError `invalid` */
export function readVocabularyLines(text: string, where: string): ReadonlyMap<string, number> {
  const lines = linesOf(text);
  if (lines.length > MOST_TOKENS)
    throw refused(where, `holds ${lines.length} tokens; at most ${MOST_TOKENS} are read.`);
  const vocabulary = new Map<string, number>();
  lines.forEach((token, number) => {
    if (vocabulary.has(token))
      throw refused(where, `holds "${token}" twice, in lines ${(vocabulary.get(token) ?? 0) + 1} and ${number + 1}.`);
    vocabulary.set(token, number);
  });
  if (vocabulary.size === 0) throw refused(where, 'holds no token.');
  return vocabulary;
}

/** An object of tokens and their numbers. @throws LabError `invalid` */
export function readVocabularyJson(text: string, where: string): ReadonlyMap<string, number> {
  const value = parseJson(text, where);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw refused(where, 'is no object of tokens and numbers.');
  const entries = Object.entries(value as Readonly<Record<string, unknown>>);
  if (entries.length === 0 || entries.length > MOST_TOKENS)
    throw refused(where, `holds ${entries.length} tokens; 1 to ${MOST_TOKENS} are read.`);
  return new Map(
    entries.map(([token, number]) => {
      if (typeof number === 'number' && Number.isInteger(number) && number >= 0 && number < 2 ** 24)
        return [token, number];
      throw refused(where, `gives "${token}" a number that is no whole number from 0 to ${2 ** 24 - 1}.`);
    }),
  );
}

/** Ranks of pairs: two parts a line, the first line may tell the version. @throws LabError `invalid` */
export function readMerges(text: string, where: string): ReadonlyMap<string, number> {
  const lines = linesOf(text).filter((line, index) => !(index === 0 && line.startsWith('#version')));
  if (lines.length > MOST_TOKENS) throw refused(where, `holds ${lines.length} pairs; at most ${MOST_TOKENS} are read.`);
  return new Map(
    lines.map((line, rank) => {
      if (line.split(' ').length === 2) return [line, rank];
      throw refused(where, `holds a line that is no pair of two parts: "${line.slice(0, 60)}".`);
    }),
  );
}

function linesOf(text: string): readonly string[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/u);
  return lines[lines.length - 1] === '' ? lines.slice(0, -1) : lines;
}

function refused(where: string, message: string): LabError {
  return new LabError('invalid', message, { where, remedy: 'Give the file that the model was trained with.' });
}
