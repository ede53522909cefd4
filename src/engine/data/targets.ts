import type { DatasetManifest } from '../../shared/data/dataset';
import { setCode, valueCodes, type Target } from '../../shared/data/target';
import { readColumn } from './column-reader';
import { damagedColumn, decodeFloats } from './columns';
import { problemOf } from './target-writer';

interface RowTarget {
  readonly target: Float32Array;
  /** The code of the right answer. */
  readonly label: number;
}

/** What is asked of every row. @throws LabError `damaged` for a column of other numbers than the manifest names */
export async function openTargets(
  { columns, classes, count }: DatasetManifest,
  target: Target,
): Promise<(row: number) => RowTarget> {
  const column = columns.target;
  if (column.dtype !== 'float32' || column.shape[0] !== classes.length)
    throw damagedColumn(column.file, 'does not hold a number for each class that the manifest names.');
  const numbers = decodeFloats(await readColumn(column, count));
  const rows = Array.from({ length: count }, (_, row): RowTarget => {
    const own = numbers.slice(row * classes.length, (row + 1) * classes.length);
    const problem = problemOf(own, target, classes.length);
    if (problem !== null) throw damagedColumn(column.file, `in row ${row} ${problem}`);
    const label = target.kind === 'value' ? valueCodes.within : setCode(Array.from(own, (value) => value === 1));
    return { target: own, label };
  });
  return (row) => rows[row];
}
