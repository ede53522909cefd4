import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { LabError } from '../../../../shared/errors';
import { endingOf, holdsArrays, holdsRows, listEndings } from '../../../../shared/mapping/row-files';
import type { Part, RowSource } from '../../../../shared/mapping/source';
import type { Split } from '../../../../shared/data/split';
import { nameOfLone } from '../../../files/lone-file';
import { filesBelow } from './listing';
import { openRowFile } from './open-file';

/** What a name says of the split. */
const SPLIT_NAMES: readonly (readonly [RegExp, Split])[] = [
  [/(?:^|[^a-z])(?:train|training)(?:[^a-z]|$)/iu, 'train'],
  [/(?:^|[^a-z])(?:val|valid|validation|dev)(?:[^a-z]|$)/iu, 'validation'],
  [/(?:^|[^a-z])(?:test|testing)(?:[^a-z]|$)/iu, 'test'],
];
const MOST_LOOKED_AT = 2000;

export interface FoundSource {
  readonly source: RowSource;
  /** Why it is taken for the source. */
  readonly reason: string;
}

export function splitNamed(name: string): Split | null {
  return SPLIT_NAMES.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}

/**
 * What of a folder looks like the rows of a data set: lists, arrays, or pictures and sounds in folders by class. Of a file by
 * itself, the file.
 *
 * @param signal ends the search
 * @throws LabError `invalid` for a folder with nothing of it; `cancelled`
 */
export async function findSource(root: string, signal?: AbortSignal): Promise<FoundSource> {
  const lone = await nameOfLone(root);
  if (lone !== null) {
    return { source: { kind: 'files', parts: [{ files: [lone] }] }, reason: 'The file by itself.' };
  }
  const entries = await readdir(root, { withFileTypes: true });
  const files = entries.flatMap((entry) => (entry.isFile() && !entry.name.startsWith('.') ? [entry.name] : [])).sort();
  const list = listEndings
    .map((ending) => files.filter((name) => endingOf(name) === ending && holdsRows(name)))
    .find((found) => found.length > 0);
  if (list !== undefined && (await areLists(root, list))) return fromLists(list);
  const arrays = files.filter(holdsArrays);
  if (arrays.length > 0)
    return { source: { kind: 'files', parts: [{ files: arrays }] }, reason: 'Arrays side by side.' };
  const folders = entries
    .flatMap((entry) => (entry.isDirectory() && !entry.name.startsWith('.') ? [entry.name] : []))
    .sort();
  const parts: Part[] = [];
  for (const folder of folders) {
    const split = splitNamed(folder);
    const own = split === null ? [] : (await readdir(join(root, folder))).filter(holdsArrays);
    if (split !== null && own.length > 0) parts.push({ files: own.sort().map((name) => `${folder}/${name}`), split });
  }
  if (parts.length > 0) return { source: { kind: 'files', parts }, reason: 'Arrays in a folder for each split.' };
  return fromFolders(root, signal);
}

/** JSON and plain text may hold anything; what ends otherwise is a list, and says what is wrong where it is none. */
async function areLists(root: string, names: readonly string[]): Promise<boolean> {
  if (!['json', 'txt'].includes(endingOf(names[0]))) return true;
  try {
    const file = await openRowFile(root, names[0], {});
    await file.close();
    return file.columns.length > 1;
  } catch (error) {
    if (error instanceof LabError) return false;
    throw error;
  }
}

/** One list, or one for each split. */
function fromLists(names: readonly string[]): FoundSource {
  const parts = names.flatMap((name): readonly Part[] => {
    const split = splitNamed(name.slice(0, name.lastIndexOf('.')));
    return split === null ? [] : [{ files: [name], split }];
  });
  const splits = parts.map(({ split }) => split);
  if (parts.length > 0 && new Set(splits).size === splits.length && splits.includes('train')) {
    return { source: { kind: 'files', parts }, reason: 'Lists whose names tell the splits.' };
  }
  const [first] = names;
  const others = names.length === 1 ? '' : ` Of ${String(names.length)} lists, the first.`;
  return { source: { kind: 'files', parts: [{ files: [first] }] }, reason: `A list of samples.${others}` };
}

/** `CLASS/NAME.png`, or `SPLIT/CLASS/NAME.png`. */
async function fromFolders(root: string, signal: AbortSignal | undefined): Promise<FoundSource> {
  const counts = new Map<string, number>();
  let looked = 0;
  for await (const path of filesBelow(root, '', signal)) {
    looked += 1;
    if (looked > MOST_LOOKED_AT) break;
    const found = /\.(png|jpe?g|webp|wav|flac)$/iu.exec(path);
    if (found === null) continue;
    const parts = path.split('/');
    const isSplit = parts.length === 3 && splitNamed(parts[0]) !== null;
    const pattern = isSplit
      ? `{split}/{class}/{name}${found[0]}`
      : parts.length === 2
        ? `{class}/{name}${found[0]}`
        : null;
    if (pattern !== null) counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
  }
  const [best] = [...counts].sort(([, one], [, other]) => other - one);
  if ((best as readonly [string, number] | undefined) !== undefined) {
    return { source: { kind: 'listing', pattern: best[0] }, reason: 'Files in a folder for each class.' };
  }
  throw new LabError('invalid', 'This folder holds no list of samples, no arrays, and no files in folders by class.', {
    where: root,
    remedy: 'Put a list into it (CSV, TSV, JSON Lines, JSON or Parquet) with a row for each sample.',
  });
}
