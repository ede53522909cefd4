import { readdir } from 'node:fs/promises';
import { ClassName, type ImportReport, type Split } from '../../../../shared/data/dataset';
import { randomFrom } from '../../../random';
import type { DatasetHeader } from '../../write';
import { openContained } from '../../../files/contained-file';
import { MissingFile, quoted, RowProblem } from '../../../files/row-problem';
import { textLines } from '../text-lines';
import { CLASSES, invalidFolder, MASKS, withoutEnding } from './layout';

const CONDITIONS = 'conditions.txt';
const LISTS: readonly { readonly file: string; readonly split: Split }[] = [
  { file: 'test.txt', split: 'test' },
  { file: 'validation.txt', split: 'validation' },
  { file: 'val.txt', split: 'validation' },
  { file: 'train.txt', split: 'train' },
];
/** Shares of the samples that test and validate, where no list says so. */
const TEST_SHARE = 0.2;
const VALIDATION_SHARE = 0.1;

/** Lines of a file that hold anything; null where there is no such file. */
async function linesOf(root: string, file: string): Promise<readonly { number: number; text: string }[] | null> {
  try {
    const lines: { number: number; text: string }[] = [];
    for await (const { number, text, problem } of textLines(await openContained(root, file))) {
      if (text === null) throw invalidFolder(file, problem ?? 'cannot be read.');
      lines.push({ number, text: text.replace(/^\uFEFF/u, '').trim() });
    }
    return lines;
  } catch (error) {
    if (error instanceof MissingFile) return null;
    throw error instanceof RowProblem ? invalidFolder(file, error.message) : error;
  }
}

export async function classesIn(root: string): Promise<readonly string[]> {
  const lines = await linesOf(root, CLASSES);
  if (lines === null) throw invalidFolder(root, `has no ${CLASSES}, and no names of classes were given.`);
  const names = lines.map(({ text }) => text);
  if (names.length < 2 || names.length > 255)
    throw invalidFolder(CLASSES, `names ${String(names.length)} classes, not 2 to 255.`);
  const bad = names.find((name, index) => !ClassName.safeParse(name).success || names.indexOf(name) !== index);
  if (bad !== undefined) throw invalidFolder(CLASSES, `names ${quoted(bad)}, which is too long or stands there twice.`);
  return names;
}

export async function conditionsIn(root: string): Promise<DatasetHeader['conditions']> {
  const lines = (await linesOf(root, CONDITIONS)) ?? [];
  if (lines.length === 0) return undefined;
  return lines.slice(0, 16).map(({ number, text }) => {
    const found = /^(\S{1,60})\s+(.{1,60})$/u.exec(text);
    if (found === null) throw invalidFolder(CONDITIONS, `line ${String(number)} is no ending and name.`);
    const [, ending, name] = found;
    return { name, ending };
  });
}

export interface Named {
  readonly name: string;
  readonly split: Split;
  /** Where it is listed. */
  readonly file: string;
  readonly row: number | null;
}

/** Base names of the samples; one that two lists hold stays in the first, so that nothing tested on is trained on. */
export async function namesIn(root: string, skipped: ImportReport['skipped']): Promise<readonly Named[]> {
  const taken = new Set<string>();
  const named: Named[] = [];
  for (const { file, split } of LISTS) {
    for (const { number: row, text } of (await linesOf(root, file)) ?? []) {
      const name = withoutEnding(text);
      if (taken.has(name)) skipped.push({ file, row, reason: `The name ${quoted(name)} is listed twice.` });
      else named.push({ name, split, file, row });
      taken.add(name);
    }
  }
  if (named.length > 0) return named;
  const files = (await readdir(`${root}/${MASKS}`)).filter((file) => file.toLowerCase().endsWith('.png')).sort();
  return files.map((file) => {
    const name = withoutEnding(file);
    const drawn = randomFrom('pixel-maps', 'split', name).uniform();
    const split = drawn < TEST_SHARE ? 'test' : drawn < TEST_SHARE + VALIDATION_SHARE ? 'validation' : 'train';
    return { name, split, file: `${MASKS}/${file}`, row: null };
  });
}
