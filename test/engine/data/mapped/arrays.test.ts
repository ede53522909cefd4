import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inspectFolder } from '../../../../src/engine/data/importers/mapped/inspect-folder';
import { openSource } from '../../../../src/engine/data/importers/mapped/open-source';
import type { Cell } from '../../../../src/engine/data/importers/mapped/cell';
import { temporaryFolder } from '../temporary-folder';
import { npy, npyOf, npz, safetensors } from './arrays';
import { writeFiles, type Files } from './source-folder';

const folder = temporaryFolder();
const directory = (): string => join(folder.path, 'source');

/** All cells of files whose rows stand in one order. */
async function cellsIn(files: Files): Promise<readonly Readonly<Record<string, Cell>>[]> {
  await writeFiles(directory(), files);
  const source = await openSource(directory(), { kind: 'files', parts: [{ files: Object.keys(files) }] });
  try {
    const rows: Record<string, Cell>[] = [];
    for await (const { cell, problem } of source.rows()) {
      expect(problem).toBeNull();
      const row: Record<string, Cell> = {};
      for (const column of source.columns) row[column] = await cell(column);
      rows.push(row);
    }
    return rows;
  } finally {
    await source.close();
  }
}

const numbers = (shape: readonly number[], ...values: number[]): Cell => ({ shape, values: Float64Array.from(values) });
const apart = safetensors({ x: { shape: [2], values: [1, 2] }, y: { shape: [2], values: [3, 4] } });
/** The second array begins inside the first. */
const overlapping = Buffer.from(apart.toString('latin1').replace('[8,16]', '[4,12]'), 'latin1');
const three = Buffer.from(Float32Array.of(1.5, -2, 3).buffer);

describe('arrays', () => {
  it.each([
    ['npy', { 'x.npy': npy([2, 3], [1, 2, 3, 4, 5, 6]) }],
    ['npz, as they are', { 'a.npz': npz({ x: npy([2, 3], [1, 2, 3, 4, 5, 6]) }, false) }],
    ['npz, deflated', { 'a.npz': npz({ x: npy([2, 3], [1, 2, 3, 4, 5, 6]) }, true) }],
    ['safetensors', { 'a.safetensors': safetensors({ x: { shape: [2, 3], values: [1, 2, 3, 4, 5, 6] } }) }],
  ] satisfies [string, Files][])('in %s are rows of their first axis', async (_title, files) => {
    expect(await cellsIn(files)).toEqual([{ x: numbers([3], 1, 2, 3) }, { x: numbers([3], 4, 5, 6) }]);
  });

  it.each([
    ['<f8', Float64Array.of(1.5, -2, 3), [1.5, -2, 3]],
    ['<i2', Int16Array.of(1, -2, 3), [1, -2, 3]],
    ['<u4', Uint32Array.of(1, 4e9, 3), [1, 4e9, 3]],
    ['<i8', BigInt64Array.of(1n, -2n, 3n), [1, -2, 3]],
    ['|b1', Uint8Array.of(1, 0, 1), [1, 0, 1]],
    ['<f2', Uint16Array.of(0x3e00, 0xc000, 0x0001), [1.5, -2, 2 ** -24]],
    ['|S2', Buffer.from('aab\u0000cc'), ['aa', 'b', 'cc']],
    ['<U1', Uint32Array.of(0x61, 0x1f426, 0x63), ['a', '\u{1f426}', 'c']],
  ])('of NumPy’s %s have these values', async (descr, data, expected) => {
    const array = npyOf(descr, [3], Buffer.from(data.buffer, data.byteOffset, data.byteLength));
    expect((await cellsIn({ 'x.npy': array })).map(({ x }) => x)).toEqual(expected);
  });

  it('and lists stand side by side, row by row', async () => {
    const rows = await cellsIn({ 'x.npy': npyOf('<f4', [3], three), 'names.csv': 'name\nann\nbob\ncy' });
    expect(rows).toEqual([
      { x: 1.5, name: 'ann' },
      { x: -2, name: 'bob' },
      { x: 3, name: 'cy' },
    ]);
  });

  it.each([
    [
      'rows',
      { 'x.npy': npy([2, 1], [1, 2]), 'y.npy': npy([3], [1, 2, 3]) },
      /^has 2 rows, and "y.npy" has 3\.$|^has 3 rows, and "x.npy" has 2\.$/,
    ],
    [
      'rows in one archive',
      { 'a.npz': npz({ x: npy([2], [1, 2]), y: npy([3], [1, 2, 3]) }, true) },
      /^"y" has 3 rows, and "x" has 2\.$/,
    ],
    [
      'rows than a list',
      { 'x.npy': npy([2], [1, 2]), 'a.csv': 'n\n1\n2\n3' },
      /^has 2 rows, and "a.csv" has at least 3\.$/,
    ],
    [
      'names',
      { 'x.npy': npy([2], [1, 2]), 'a.npz': npz({ x: npy([2], [1, 2]) }, false) },
      /^has the column "x", as another file of the part has\.$/,
    ],
    ['bytes in common', { 'a.safetensors': overlapping }, /^"a.safetensors" lets the arrays "x" and "y" overlap\.$/],
    ['sizes', { 'x.npy': npy([9], [1, 2]) }, /^"x" ends early: 136 bytes where 164 are needed\.$/],
    ['numbers', { 'x.npy': npyOf('|O', [1], Buffer.alloc(8)) }, /^"x.npy" holds objects of Python/],
    ['rows than there are', { 'x.npy': npy([1e12, 0], []) }, /which is not read\.$/],
    ['rows than an archive holds', { 'a.npz': npz({ x: npy([1e9], [1, 2]) }, true) }, /^"x" ends early/],
  ] satisfies [string, Files, RegExp][])('that have other %s are refused', async (_title, files, problem) => {
    await expect(cellsIn(files)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringMatching(problem) as string,
    });
  });

  it('with labels beside them are taken for what they look like', async () => {
    const images = Array.from({ length: 6 * 8 * 8 * 3 }, (_, at) => at % 256);
    await writeFiles(directory(), {
      'all.npz': npz(
        {
          images: npyOf('|u1', [6, 8, 8, 3], Buffer.from(images)),
          words: npy([6, 4, 2], images),
          labels: npyOf('<i8', [6], Buffer.from(BigInt64Array.of(0n, 1n, 0n, 1n, 2n, 2n).buffer)),
        },
        true,
      ),
    });
    const { mapping, preview, problem } = await inspectFolder({ directory: directory(), mapping: null, samples: 3 });
    expect(problem).toBeNull();
    expect(mapping).toMatchObject({
      inputs: [
        { kind: 'image', column: 'images', colour: 'rgb' },
        { kind: 'sequence', column: 'words', steps: 4, features: 2 },
      ],
      label: { kind: 'class', column: 'labels' },
    });
    expect(preview!.manifest.classes).toEqual(['0', '1', '2']);
    expect(preview!.samples).toHaveLength(3);
  });
});
