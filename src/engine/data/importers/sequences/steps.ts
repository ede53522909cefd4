import { quoted, RowProblem } from '../../../files/row-problem';
import type { Part } from './parts';

/** The steps of a row that count, in their order. */
export async function valueOf(
  { arrays }: Part,
  name: string,
  row: number,
  remarks: Set<string>,
): Promise<Float32Array> {
  const array = arrays[name];
  const [, steps, features] = array.shape;
  // As the released loader of MulT has it: a level of nothing is minus infinity in COVAREP’s features.
  const values = Float32Array.from(await array.row(row), (value) => {
    if (value !== -Infinity) return value;
    remarks.add(`Minus infinity in ${quoted(name)} is read as 0, as by the released loader of MulT.`);
    return 0;
  });
  if (!values.every(Number.isFinite)) throw new RowProblem(`${quoted(name)} holds a number that is not finite.`);
  const told = Object.hasOwn(arrays, `${name}.lengths`) ? (await arrays[`${name}.lengths`].row(row))[0] : null;
  if (told !== null) {
    if (!Number.isInteger(told) || told < 1 || told > steps) {
      throw new RowProblem(`${quoted(name)} is told to have ${told} steps of ${steps}.`);
    }
    return values.slice(0, told * features);
  }
  const isPadding = (step: number): boolean =>
    values.subarray(step * features, (step + 1) * features).every((value) => value === 0);
  let [first, end] = [0, steps];
  while (end > 1 && isPadding(end - 1)) end -= 1;
  while (first < end - 1 && isPadding(first)) first += 1;
  if (end - first < steps) {
    remarks.add(`Steps of zeros before and behind those of a row of ${quoted(name)} are taken for padding.`);
  }
  return values.slice(first * features, end * features);
}
