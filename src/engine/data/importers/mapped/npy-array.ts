import type { ByteSource } from '../../../files/byte-source';
import { quoted, RowProblem } from '../../../files/row-problem';
import type { StoredArray } from './array-rows';
import { numpyType } from './array-type';

/** Bytes of a header at most: a shape takes a hundred. */
const LONGEST_HEADER = 2 ** 16;

/** An array as NumPy saves it (format versions 1 to 3). @throws RowProblem for what is no array, or is not read */
export async function npyArray(bytes: ByteSource, column: string, name: string): Promise<StoredArray> {
  const no = (): RowProblem => new RowProblem(`${quoted(name)} is no array of NumPy (.npy).`);
  if (bytes.size < 12) throw no();
  const first = Buffer.alloc(12);
  await bytes.fill(first, 0);
  if (first.subarray(0, 6).toString('latin1') !== '\u0093NUMPY') throw no();
  const isFirst = first[6] === 1;
  const begin = isFirst ? 10 : 12;
  const length = isFirst ? first.readUInt16LE(8) : first.readUInt32LE(8);
  if (length > LONGEST_HEADER || begin + length > bytes.size) throw no();
  const text = Buffer.alloc(length);
  await bytes.fill(text, begin);
  const header = text.toString('latin1');
  const descr = /'descr':\s*'([^']{1,20})'/u.exec(header)?.[1];
  const isFortran = /'fortran_order':\s*(True|False)/u.exec(header)?.[1];
  const sides = /'shape':\s*\(([\d,\s]*)\)/u.exec(header)?.[1];
  if (/'descr':\s*'\|O'/u.test(header)) {
    throw new RowProblem(
      `${quoted(name)} holds objects of Python, which could be programs. Save it as numbers or texts.`,
    );
  }
  if (descr === undefined || isFortran === undefined || sides === undefined) throw no();
  const shape = sides.split(',').flatMap((side) => (side.trim() === '' ? [] : [Number(side)]));
  // Of one axis that counts, both orders are one.
  if (isFortran === 'True' && shape.filter((side) => side !== 1).length > 1) {
    throw new RowProblem(`${quoted(name)} lies column by column. Save it again: numpy.ascontiguousarray(a).`);
  }
  return { column, shape, type: numpyType(descr, name), start: begin + length, bytes };
}
