/**
 * Endings of files that hold rows, and what such a file is: a list of samples, or arrays, of which several stand side by side. Of
 * lists in the order in which one is taken for that of the samples.
 */
const kinds = {
  csv: 'list',
  tsv: 'list',
  jsonl: 'list',
  ndjson: 'list',
  parquet: 'list',
  json: 'list',
  txt: 'list',
  npy: 'array',
  npz: 'array',
  safetensors: 'array',
} as const satisfies Readonly<Record<string, 'list' | 'array'>>;
export type RowEnding = keyof typeof kinds;

export const rowEndings = Object.keys(kinds) as readonly RowEnding[];
export const listEndings = rowEndings.filter((ending) => kinds[ending] === 'list');

export function endingOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1).toLowerCase();
}

export function holdsRows(name: string): boolean {
  return name.includes('.') && (rowEndings as readonly string[]).includes(endingOf(name));
}

export function holdsArrays(name: string): boolean {
  return holdsRows(name) && kinds[endingOf(name) as RowEnding] === 'array';
}

/** What data are called that lie in a folder, or in a file by itself: the file's ending is no part of it. */
export function dataStem(path: string): string {
  const name = path.split(/[\\/]/u).findLast((part) => part !== '') ?? '';
  return holdsRows(name) ? name.slice(0, name.lastIndexOf('.')) : name;
}
