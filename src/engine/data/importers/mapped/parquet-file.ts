import type { FileHandle } from 'node:fs/promises';
import * as zlib from 'node:zlib';
import {
  parquetMetadataAsync,
  parquetReadObjects,
  parquetSchema,
  snappyUncompress,
  type AsyncBuffer,
  type Compressors,
  type FileMetaData,
} from 'hyparquet';
import { openContained } from '../contained-file';
import { quoted, RowProblem } from '../importer';
import type { Cell } from './cell';
import type { FileRow, RowFile } from './row-file';

/** What one page may inflate to, and one column of a group of rows. In bytes. */
const LARGEST_PAGE = 256 * 2 ** 20;
const LARGEST_CHUNK = 1024 * 2 ** 20;
const LARGEST_METADATA = 32 * 2 ** 20;
/** Rows that are decoded together. */
const AT_ONCE = 1000;

/** A Parquet file, read by columns and some rows at a time. @throws RowProblem */
export async function openParquet(root: string, name: string): Promise<RowFile> {
  const handle = await openContained(root, name);
  try {
    const { size } = await handle.stat();
    const file = bufferOf(handle, size);
    const metadata = await orCorrupt(name, () => metadataOf(file));
    const columns = await orCorrupt(name, () =>
      Promise.resolve(parquetSchema(metadata).children.map(({ element }) => element.name)),
    );
    const count = Number(metadata.num_rows);
    if (columns.length === 0 || !(count > 0)) throw new RowProblem(`${quoted(name)} has no rows.`);
    return {
      columns,
      count,
      rows: () => rowsOf(file, metadata, columns, name),
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function bufferOf(handle: FileHandle, byteLength: number): AsyncBuffer {
  return {
    byteLength,
    slice: async (start, end = byteLength) => {
      const length = Math.min(end, byteLength) - start;
      if (start < 0 || !(length >= 0)) throw new RangeError('It names a place outside of itself.');
      const bytes = new Uint8Array(length);
      await handle.read(bytes, 0, length, start);
      return bytes.buffer;
    },
  };
}

async function metadataOf(file: AsyncBuffer): Promise<FileMetaData> {
  const end = new DataView(await file.slice(Math.max(0, file.byteLength - 8)));
  if (end.byteLength < 8 || end.getUint32(0, true) > LARGEST_METADATA) throw new Error('It has no end that is read.');
  const metadata = await parquetMetadataAsync(file);
  const inGroups = metadata.row_groups.reduce((sum, { num_rows: rows }) => sum + Number(rows), 0);
  if (inGroups !== Number(metadata.num_rows)) throw new Error('Its groups have other rows than it says.');
  for (const { columns } of metadata.row_groups) {
    for (const { meta_data: chunk } of columns) {
      if (chunk !== undefined && Number(chunk.total_uncompressed_size) > LARGEST_CHUNK) {
        throw new Error('A column of a group of rows is larger than 1 GB.');
      }
    }
  }
  return metadata;
}

// eslint-disable-next-line @typescript-eslint/require-await -- rows of other files have to be waited for
async function* rowsOf(
  file: AsyncBuffer,
  metadata: FileMetaData,
  columns: readonly string[],
  name: string,
): AsyncGenerator<FileRow> {
  const total = Number(metadata.num_rows);
  let groupStart = 0;
  for (const { num_rows: groupRows } of metadata.row_groups) {
    const groupEnd = groupStart + Number(groupRows);
    for (let from = groupStart; from < groupEnd; from += AT_ONCE) {
      const end = Math.min(groupEnd, from + AT_ONCE);
      const read = new Map<string, Promise<readonly Cell[]>>();
      const cellsOf = (column: string): Promise<readonly Cell[]> => {
        const known = read.get(column);
        if (known !== undefined) return known;
        const cells = orCorrupt(name, async () => {
          const objects = await parquetReadObjects({
            ...{ file, metadata, columns: [column], rowStart: from, rowEnd: end, compressors, utf8: false },
          });
          return objects.map((object) => cellOf((object as Readonly<Record<string, unknown>>)[column]));
        });
        read.set(column, cells);
        return cells;
      };
      for (let row = from; row < Math.min(end, total); row += 1) {
        yield {
          row: row + 1,
          cell: async (column) => {
            if (!columns.includes(column)) return undefined;
            const cells = await cellsOf(column);
            return row - from < cells.length ? cells[row - from] : null;
          },
        };
      }
    }
    groupStart = groupEnd;
  }
}

function cellOf(value: unknown): Cell {
  if (value === undefined || value === null) return null;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return value;
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<number | bigint>, Number);
  if (Array.isArray(value)) return value.map(cellOf);
  if (typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, cellOf(one)]));
  }
  return value as Cell;
}

function checkedSize(length: number): number {
  if (length > LARGEST_PAGE) throw new Error('A page of it inflates to more than 256 MB.');
  return length;
}

/** Only newer versions of Node have it. */
const unpackZstandard = (
  zlib as { readonly zstdDecompressSync?: (input: Uint8Array, options: { maxOutputLength: number }) => Uint8Array }
).zstdDecompressSync;

/** What the library does not unpack itself is unpacked by Node, where it can; nothing inflates to more than is told. */
const compressors: Compressors = {
  SNAPPY: (input, length) => {
    const output = new Uint8Array(checkedSize(length));
    snappyUncompress(input, output);
    return output;
  },
  GZIP: (input, length) => zlib.gunzipSync(input, { maxOutputLength: checkedSize(length) + 1 }),
  BROTLI: (input, length) => zlib.brotliDecompressSync(input, { maxOutputLength: checkedSize(length) + 1 }),
  ...(unpackZstandard === undefined
    ? {}
    : { ZSTD: (input, length) => unpackZstandard(input, { maxOutputLength: checkedSize(length) + 1 }) }),
};

/** @throws RowProblem for whatever the library throws */
async function orCorrupt<Value>(name: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RowProblem) throw error;
    const why = error instanceof Error ? quoted(error.message) : 'unknown';
    throw new RowProblem(`${quoted(name)} is no Parquet that is read (${why}).`);
  }
}
