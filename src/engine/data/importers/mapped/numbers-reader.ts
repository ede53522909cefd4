import { LabError } from '../../../../shared/errors';
import type { InputOf } from '../../../../shared/mapping/inputs';
import { fileBytes } from '../../../files/byte-source';
import { openContained } from '../../../files/contained-file';
import { quoted, RowProblem } from '../../../files/row-problem';
import { numberOf, numbersOf, type Cell, type Numbers } from './cell';
import { npyArray } from './npy-array';
import { contentOf, type InputReader, type Reading } from './reading';
import type { SourceRow } from './row-file';
import { filled } from './template';

/** Numbers of one file of a row, or of one value. */
const MOST_NUMBERS = 16 * 2 ** 20;
const MOST_COLUMNS = 20_000;

/** The columns of a table: one number each, or all that an array has. */
export async function numbersReader(input: InputOf<'numbers'>, { root, first }: Reading): Promise<InputReader> {
  const { file } = input;
  const partsOf = async (row: SourceRow): Promise<readonly Numbers[]> => {
    if (file !== undefined) return [await numbersInFile(root, await filled(file, row.cell))];
    const parts: Numbers[] = [];
    for (const column of input.columns) parts.push(numbersOf(await row.cell(column), column));
    return parts;
  };
  const parts = await firstOf(first, partsOf, input.name);
  const columns = parts.flatMap(({ shape, values }, at) => {
    const name = input.columns[at] ?? input.name;
    return shape.length === 0 ? [name] : Array.from(values, (_, place) => `${name}[${String(place)}]`);
  });
  if (columns.length === 0 || columns.length > MOST_COLUMNS) {
    throw new LabError('invalid', `${quoted(input.name)} has ${String(columns.length)} numbers in a row.`, {
      where: 'inputs',
      remedy: `Give columns that have 1 to ${String(MOST_COLUMNS)} numbers together.`,
    });
  }
  return {
    shape: { kind: 'tabular', columns },
    read: async (row) => {
      const read = await partsOf(row);
      const total = read.reduce((sum, { values }) => sum + values.length, 0);
      if (total !== columns.length) {
        throw new RowProblem(
          `${quoted(input.name)} has ${String(total)} numbers, not ${String(columns.length)} as in the first row.`,
        );
      }
      const values = new Float32Array(total);
      let at = 0;
      for (const part of read) {
        values.set(part.values, at);
        at += part.values.length;
      }
      return finite(values, input.name);
    },
  };
}

/** Steps × features, of as many steps as each sample has. */
export function sequenceReader(input: InputOf<'sequence'>, { root, remark }: Reading): Promise<InputReader> {
  const { name, steps, features, longer, lengths } = input;
  const column = input.column ?? name;
  const valueOf = async (row: SourceRow): Promise<Numbers> => {
    if (input.file !== undefined) return numbersInFile(root, await filled(input.file, row.cell), true);
    const cell = await contentOf(input, root, row);
    return withoutInfinity(cell, column, input, remark);
  };
  return Promise.resolve({
    shape: {
      kind: 'sequence',
      steps,
      features: Array.from({ length: features }, (_, at) => `${name}[${String(at)}]`),
      varies: true,
    },
    read: async (row) => {
      const numbers = await valueOf(row);
      const all = Float32Array.from(numbers.values, (value) =>
        value === -Infinity && input.infinite === 'zero' ? 0 : value,
      );
      const width = numbers.shape.length === 1 && features === 1 ? 1 : numbers.shape.at(-1);
      if (width !== features || all.length === 0 || numbers.shape.length > 2) {
        throw new RowProblem(
          `${quoted(name)} is an array of ${numbers.shape.join(' × ')} numbers, not of steps × ${String(features)}.`,
        );
      }
      finite(all, name);
      const told = lengths === undefined ? null : numberOf(await row.cell(lengths), lengths);
      const own = trimmed(all, features, told, input);
      if (own.length / features <= steps) return own;
      if (longer === 'skip') {
        throw new RowProblem(`${quoted(name)} has ${String(own.length / features)} steps; at most ${String(steps)}.`);
      }
      remark(`Sequences of ${quoted(name)} are cut after ${String(steps)} steps.`);
      return own.slice(0, steps * features);
    },
  });
}

function withoutInfinity(cell: Cell, column: string, input: InputOf<'sequence'>, remark: Reading['remark']): Numbers {
  if (input.infinite === 'zero' && typeof cell === 'object' && cell !== null && 'values' in cell) {
    const { shape, values } = cell as Numbers;
    if (values.includes(-Infinity)) {
      remark(`Minus infinity in ${quoted(column)} is read as 0.`);
      return { shape, values: values.map((value) => (value === -Infinity ? 0 : value)) };
    }
  }
  return numbersOf(cell, column);
}

/** The steps that count, in their order: as many as are told, or those between zeros. @throws RowProblem */
function trimmed(
  values: Float32Array,
  features: number,
  told: number | null,
  { padded, name }: InputOf<'sequence'>,
): Float32Array {
  const steps = values.length / features;
  if (told !== null) {
    if (!Number.isInteger(told) || told < 1 || told > steps) {
      throw new RowProblem(`${quoted(name)} is told to have ${String(told)} steps of ${String(steps)}.`);
    }
    return values.slice(0, told * features);
  }
  if (!padded) return values;
  const isZero = (step: number): boolean =>
    values.subarray(step * features, (step + 1) * features).every((value) => value === 0);
  let [first, end] = [0, steps];
  while (end > 1 && isZero(end - 1)) end -= 1;
  while (first < end - 1 && isZero(first)) first += 1;
  return values.slice(first * features, end * features);
}

/** All numbers of a file (.npy). @throws RowProblem */
export async function numbersInFile(root: string, path: string, allowsInfinity = false): Promise<Numbers> {
  const handle = await openContained(root, path);
  try {
    const { size } = await handle.stat();
    const { shape, type, start, bytes } = await npyArray(
      fileBytes(handle, path, { start: 0, size, owns: false }),
      path,
      path,
    );
    const total = shape.reduce((product, side) => product * side, 1);
    if (!(total <= MOST_NUMBERS)) throw new RowProblem(`${quoted(path)} holds ${String(total)} numbers; too many.`);
    if (start + total * type.bytes > size) throw new RowProblem(`${quoted(path)} ends early.`);
    const read = Buffer.alloc(total * type.bytes);
    await bytes.fill(read, start);
    const view = new DataView(read.buffer, read.byteOffset, read.byteLength);
    const values = Float64Array.from({ length: total }, (_, at) => Number(type.decode(view, at * type.bytes)));
    const numbers = { shape, values };
    return allowsInfinity ? numbers : numbersOf(numbers, path);
  } finally {
    await handle.close();
  }
}

function finite(values: Float32Array, name: string): Float32Array {
  if (values.every(Number.isFinite)) return values;
  throw new RowProblem(`${quoted(name)} holds a number that is not finite.`);
}

async function firstOf<Value>(
  rows: Reading['first'],
  read: (row: SourceRow) => Promise<Value>,
  name: string,
): Promise<Value> {
  let problem = 'There are no rows.';
  for (const row of rows) {
    try {
      return await read(row);
    } catch (error) {
      if (!(error instanceof RowProblem)) throw error;
      problem = error.message;
    }
  }
  throw new LabError('invalid', `No row gives ${quoted(name)}. ${problem}`, {
    where: 'inputs',
    remedy: 'Correct the columns that it comes from.',
  });
}
