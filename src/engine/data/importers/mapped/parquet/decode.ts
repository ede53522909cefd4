import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import {
  parquetMetadataAsync,
  parquetReadObjects,
  parquetSchema,
  type AsyncBuffer,
  type FileMetaData,
} from 'hyparquet';
import type { Cell } from '../cell';
import { getSchemaPath } from 'hyparquet/src/schema.js';
import { checkPages } from './check-pages';
import { compressors } from './compressors';
import type { ParquetGroup } from './messages';

/** What one column of a group of rows may decompress to, and what the end of a file may tell. In bytes. */
const LARGEST_CHUNK = 1024 * 2 ** 20;
const LARGEST_METADATA = 32 * 2 ** 20;

/** A Parquet file that is decoded on the spot. Damaged ones may take any time and memory: only for a process that can be ended. */
export class ParquetDecoder {
  readonly columns: readonly string[];
  readonly groups: readonly ParquetGroup[];
  readonly #file: AsyncBuffer;
  readonly #metadata: FileMetaData;
  readonly #checked = new Set<string>();

  private constructor(file: AsyncBuffer, metadata: FileMetaData) {
    this.#file = file;
    this.#metadata = metadata;
    this.columns = parquetSchema(metadata).children.map(({ element }) => element.name);
    this.groups = metadata.row_groups.map(({ num_rows: rows, columns }) => ({
      rows: Number(rows),
      bytes: columns.reduce((sum, { meta_data: chunk }) => sum + Number(chunk?.total_uncompressed_size ?? 0), 0),
    }));
  }

  /** @param path of a regular file, no link. @throws Error for whatever is wrong with it */
  static async open(path: string): Promise<ParquetDecoder> {
    const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
    const file = bufferOf(handle, (await handle.stat()).size);
    return new ParquetDecoder(file, await metadataOf(file));
  }

  /** Cells of one column, of rows of one group. @throws Error */
  async read(group: number, column: string, from: number, end: number): Promise<readonly Cell[]> {
    await this.#check(group, column);
    const start = this.groups.slice(0, group).reduce((sum, { rows }) => sum + rows, 0);
    const objects = await parquetReadObjects({
      ...{ file: this.#file, metadata: this.#metadata, columns: [column], compressors, utf8: false },
      ...{ rowStart: start + from, rowEnd: start + end },
    });
    return objects.map((object) => cellOf((object as Readonly<Record<string, unknown>>)[column]));
  }

  /** Once for each column of each group. */
  async #check(group: number, column: string): Promise<void> {
    const key = `${String(group)} ${column}`;
    if (this.#checked.has(key)) return;
    const { columns, num_rows: rows } = this.#metadata.row_groups[group];
    for (const { meta_data: chunk } of columns) {
      if (chunk?.path_in_schema[0] !== column) continue;
      const start = Number(chunk.dictionary_page_offset ?? 0) || Number(chunk.data_page_offset);
      const bytes = await this.#file.slice(start, start + Number(chunk.total_compressed_size));
      checkPages(bytes, chunk, getSchemaPath(this.#metadata.schema, chunk.path_in_schema), Number(rows));
    }
    this.#checked.add(key);
  }
}

function bufferOf(handle: FileHandle, byteLength: number): AsyncBuffer {
  return {
    byteLength,
    slice: async (start, end = byteLength) => {
      if (!(start >= 0 && start <= end && end <= byteLength)) throw new Error('It names a place outside of itself.');
      const bytes = new Uint8Array(end - start);
      await handle.read(bytes, 0, bytes.length, start);
      return bytes.buffer;
    },
  };
}

async function metadataOf(file: AsyncBuffer): Promise<FileMetaData> {
  const end = new DataView(await file.slice(Math.max(0, file.byteLength - 8)));
  if (end.byteLength < 8 || end.getUint32(0, true) > LARGEST_METADATA) throw new Error('It has no end that is read.');
  const metadata = await parquetMetadataAsync(file);
  const inGroups = metadata.row_groups.reduce((sum, { num_rows: rows }) => sum + Number(rows), 0);
  const counts = metadata.row_groups.map(({ num_rows: rows }) => Number(rows));
  if (inGroups !== Number(metadata.num_rows) || counts.some((rows) => rows < 0)) {
    throw new Error('Its groups have other rows than it says.');
  }
  for (const { columns } of metadata.row_groups) {
    for (const { meta_data: chunk } of columns) {
      if (chunk !== undefined && Number(chunk.total_uncompressed_size) > LARGEST_CHUNK) {
        throw new Error('A column of a group of rows is larger than 1 GB.');
      }
    }
  }
  return metadata;
}

function cellOf(value: unknown): Cell {
  if (value === undefined || value === null) return null;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Date) return value.toISOString();
  // By itself: what is sent on would take its whole page along.
  if (value instanceof Uint8Array) return value.slice();
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<number | bigint>, Number);
  if (Array.isArray(value)) return value.map(cellOf);
  if (typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, cellOf(one)]));
  }
  return value as Cell;
}
