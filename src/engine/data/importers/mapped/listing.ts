import { opendir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { cancelled, LabError } from '../../../../shared/errors';
import type { OpenSource, SourceRow } from './row-file';
import { isInside, readContained } from '../contained-file';
import { RowProblem, quoted } from '../importer';
import { onlyFile } from '../only-file';
import { columnsIn, filled, matcher } from './template';

/** Files that are listed at most: their paths are kept in memory. */
const MOST_FILES = 5_000_000;
const DEEPEST = 12;
/** Of a file that is a column. */
const LARGEST_TEXT = 64 * 1024;

/**
 * Paths of the files below a folder, `/` between their parts, in order; links are not followed.
 *
 * @param below path of the folder relative to `root`; empty for `root` itself
 * @param signal ends the walk with LabError `cancelled`
 * @throws LabError `invalid` where `below` leads out of `root` through a link; errors of the file system
 */
export async function* filesBelow(root: string, below = '', signal?: AbortSignal): AsyncGenerator<string> {
  const [real, from] = await Promise.all([realpath(root), realpath(join(root, below))]);
  if (from !== real && !isInside(real, from)) {
    throw new LabError('invalid', `The path ${quoted(below)} leaves the folder through a link.`, {
      where: 'source.pattern',
      remedy: 'Put the folder itself in the place of the link, or import from the folder that it leads to.',
    });
  }
  yield* walk(root, below, 0, signal);
}

async function* walk(
  root: string,
  below: string,
  depth: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<string> {
  const files: string[] = [];
  const folders: string[] = [];
  for await (const entry of await opendir(join(root, below))) {
    if (signal?.aborted === true) throw cancelled();
    if (entry.name.startsWith('.')) continue;
    if (entry.isFile()) files.push(entry.name);
    if (entry.isDirectory()) folders.push(entry.name);
  }
  const inOrder = [
    ...files.map((name) => ({ name, isFolder: false })),
    ...folders.map((name) => ({ name, isFolder: true })),
  ];
  inOrder.sort((one, other) => (one.name < other.name ? -1 : 1));
  for (const { name, isFolder } of inOrder) {
    const path = below === '' ? name : `${below}/${name}`;
    if (!isFolder) yield path;
    else if (depth < DEEPEST) yield* walk(root, path, depth + 1, signal);
  }
}

/**
 * Every file whose path fits the pattern, as a row.
 *
 * @param signal ends the search
 * @throws LabError `invalid` where none does, for a pattern that cannot be told apart, and as `filesBelow`; `cancelled`
 */
export async function openListing(
  root: string,
  pattern: string,
  texts: Readonly<Record<string, string>> = {},
  signal?: AbortSignal,
): Promise<OpenSource> {
  const columns = columnsIn(pattern);
  const match = matcher(pattern);
  const found: string[] = [];
  // What stands before the first placeholder is a folder that need not be searched for.
  const fixed = pattern.slice(0, !pattern.includes('{') ? pattern.length : pattern.indexOf('{'));
  const below = fixed.includes('/') ? fixed.slice(0, fixed.lastIndexOf('/')) : '';
  if (below.split('/').includes('..')) throw none(pattern);
  try {
    for await (const path of filesBelow(root, below, signal)) {
      if (match(path) !== null) found.push(path);
      if (found.length > MOST_FILES) throw none(pattern, `More than ${String(MOST_FILES)} files are called`);
    }
  } catch (error) {
    if (!['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
  if (columns.length === 0 || found.length === 0) throw none(pattern);
  return {
    columns: [...new Set([...columns, ...Object.keys(texts), 'path'])],
    count: found.length,
    // eslint-disable-next-line @typescript-eslint/require-await -- rows of other sources have to be waited for
    rows: async function* () {
      for (const path of found) yield rowOf(root, path, match(path) ?? {}, texts);
    },
    close: () => Promise.resolve(),
  };
}

function rowOf(
  root: string,
  path: string,
  parts: Readonly<Record<string, string>>,
  texts: Readonly<Record<string, string>>,
): SourceRow {
  const cell: SourceRow['cell'] = async (column) => {
    if (Object.hasOwn(parts, column)) return parts[column];
    if (Object.hasOwn(texts, column)) {
      const file = await onlyFile(root, await filled(texts[column], (name) => Promise.resolve(parts[name] ?? null)));
      return Buffer.from(await readContained(root, file, LARGEST_TEXT))
        .toString('utf8')
        .trim();
    }
    if (column === 'path') return path;
    throw new RowProblem(`There is no column ${quoted(column)}.`);
  };
  return {
    file: path,
    row: null,
    split: null,
    problem: null,
    cell,
  };
}

function none(pattern: string, what = 'No file of the folder is called'): LabError {
  return new LabError('invalid', `${what} ${quoted(pattern)}.`, {
    where: 'source.pattern',
    remedy: 'Give a path below the folder with a name in braces for each part that differs, such as {class}/{id}.png.',
  });
}
