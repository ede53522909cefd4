/** Endings of files that hold rows: lists and arrays. */
export const rowEndings = [
  'csv',
  'tsv',
  'txt',
  'jsonl',
  'ndjson',
  'npy',
  'npz',
  'safetensors',
  'parquet',
  'json',
] as const;
export type RowEnding = (typeof rowEndings)[number];

export function endingOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1).toLowerCase();
}

export function holdsRows(name: string): boolean {
  return name.includes('.') && (rowEndings as readonly string[]).includes(endingOf(name));
}

/** What data are called that lie in a folder, or in a file by itself: the file's ending is no part of it. */
export function dataStem(path: string): string {
  const name = path.split(/[\\/]/u).findLast((part) => part !== '') ?? '';
  return holdsRows(name) ? name.slice(0, name.lastIndexOf('.')) : name;
}
