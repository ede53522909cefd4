import { createHash } from 'node:crypto';
import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import type { ColumnSpec } from '../../shared/data/dataset';
import { damagedColumn, rowBytes } from './columns';

/** Columns up to this many bytes are held in memory; of larger ones, single rows are read when asked for. */
const IN_MEMORY_LIMIT = 256 * 2 ** 20;

/**
 * A whole column of a file given by its path, checked against its length and SHA-256.
 * @throws LabError `damaged`, naming the file
 */
export async function readColumn(column: ColumnSpec, count: number): Promise<Uint8Array> {
  const bytes = await orMissing(column, readFile(column.file));
  checkLength(column, count, bytes.byteLength);
  checkHash(column, createHash('sha256').update(bytes).digest('hex'));
  return bytes;
}

/** Bytes of one row of a numeric column. */
export type RowReader = (row: number) => Uint8Array;

/**
 * Row by row access to a numeric column, which is checked as a whole first.
 * @throws LabError `damaged`, naming the file
 */
export async function openRows(column: ColumnSpec, count: number, memoryLimit = IN_MEMORY_LIMIT): Promise<RowReader> {
  const length = rowBytes(column);
  if (length === null) throw damagedColumn(column.file, `is a column of ${column.dtype}, not of numbers.`);
  const { size } = await orMissing(column, stat(column.file));
  if (size <= memoryLimit) {
    const bytes = await readColumn(column, count);
    return (row) => bytes.subarray(row * length, (row + 1) * length);
  }
  checkLength(column, count, size);
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(column.file, { highWaterMark: 2 ** 20 })) hash.update(chunk as Uint8Array);
  checkHash(column, hash.digest('hex'));
  return (row) => readRow(column, row, length);
}

function readRow(column: ColumnSpec, row: number, length: number): Uint8Array {
  // Opened per row: no handle has to be closed by whoever is done with the data set.
  const handle = openSync(column.file, 'r');
  try {
    const bytes = new Uint8Array(length);
    if (readSync(handle, bytes, 0, length, row * length) !== length) {
      throw damagedColumn(column.file, `ends before row ${row}.`);
    }
    return bytes;
  } finally {
    closeSync(handle);
  }
}

function checkLength(column: ColumnSpec, count: number, actual: number): void {
  const length = rowBytes(column);
  if (length !== null && actual !== count * length) {
    throw damagedColumn(column.file, `has ${actual} bytes where ${count} rows need ${count * length}.`);
  }
}

function checkHash(column: ColumnSpec, actual: string): void {
  if (actual !== column.sha256) throw damagedColumn(column.file, 'was changed: its SHA-256 does not fit the manifest.');
}

async function orMissing<Value>(column: ColumnSpec, reading: Promise<Value>): Promise<Value> {
  try {
    return await reading;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw damagedColumn(column.file, 'is missing.');
    throw error;
  }
}
