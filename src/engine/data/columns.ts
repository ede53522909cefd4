import type { ColumnSpec } from '../../shared/data/dataset';
import { LabError } from '../../shared/errors';

/** The column that says how many steps each sample of a sequence has, where they differ. No modality's id has a slash. */
export function stepsColumn(modality: string): string {
  return `${modality}/steps`;
}

/** Number of values in one row of a numeric column. */
export function rowLength(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}

/** Bytes of one row of a numeric column; null for columns of JSON lines, whose rows differ in length. */
export function rowBytes(column: Pick<ColumnSpec, 'dtype' | 'shape'>): number | null {
  switch (column.dtype) {
    case 'uint8':
      return rowLength(column.shape);
    case 'uint16':
      return 2 * rowLength(column.shape);
    case 'float32':
      return 4 * rowLength(column.shape);
    case 'string':
    case 'text':
    case 'indices':
      return null;
    default:
      return column.dtype satisfies never;
  }
}

/** A column of whole numbers, one a row. @throws LabError `damaged` when the column has another type */
export function decodeNumbers(bytes: Uint8Array, column: ColumnSpec): Uint8Array | Uint16Array {
  switch (column.dtype) {
    case 'uint8':
      return bytes;
    case 'uint16': {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      return Uint16Array.from({ length: bytes.byteLength / 2 }, (_, row) => view.getUint16(2 * row, true));
    }
    case 'float32':
    case 'string':
    case 'text':
    case 'indices':
      throw damagedColumn(column.file, `is a column of ${column.dtype}, not of whole numbers.`);
    default:
      return column.dtype satisfies never;
  }
}

/** Numbers as raw little-endian bytes of the smallest type that holds them all. */
export function encodeNumbers(values: readonly number[]): { readonly dtype: 'uint8' | 'uint16'; bytes: Uint8Array } {
  if (values.every((value) => value < 0x100)) return { dtype: 'uint8', bytes: Uint8Array.from(values) };
  const bytes = new Uint8Array(2 * values.length);
  const view = new DataView(bytes.buffer);
  values.forEach((value, row) => {
    view.setUint16(2 * row, value, true);
  });
  return { dtype: 'uint16', bytes };
}

/** Measurements as raw little-endian bytes. */
export function encodeFloats(values: Float32Array | readonly number[]): Uint8Array {
  const bytes = new Uint8Array(4 * values.length);
  const view = new DataView(bytes.buffer);
  values.forEach((value, index) => {
    view.setFloat32(4 * index, value, true);
  });
  return bytes;
}

export function decodeFloats(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: bytes.byteLength / 4 }, (_, index) => view.getFloat32(4 * index, true));
}

/** One JSON value per line. */
export function decodeLines(bytes: Uint8Array, column: ColumnSpec): readonly unknown[] {
  const lines = new TextDecoder().decode(bytes).split('\n');
  if (lines.pop() !== '') throw damagedColumn(column.file, 'ends in the middle of a line.');
  return lines.map((line, row) => {
    try {
      return JSON.parse(line) as unknown;
    } catch {
      throw damagedColumn(column.file, `holds no JSON in line ${row + 1}.`);
    }
  });
}

export function encodeLine(value: string | readonly string[] | readonly number[]): string {
  return `${JSON.stringify(value)}\n`;
}

export function damagedColumn(file: string, problem: string): LabError {
  return new LabError('damaged', problem, {
    where: file,
    remedy: 'Remove the data set’s folder and prepare or import it again.',
  });
}
