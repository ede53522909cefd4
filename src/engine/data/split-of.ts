import { Split } from '../../shared/data/dataset';
import type { Dataset } from './dataset';

export function splitOf(dataset: Dataset, row: number): Split {
  const split = Split.options.find((option) => dataset.rowsOf(option).includes(row));
  if (split === undefined) throw new RangeError(`Row ${row} is in no split.`);
  return split;
}
