import type { Part } from '../../../../shared/mapping/source';
import { openContained } from '../../../files/contained-file';
import { numberOf } from './cell';
import { delimitedRecords } from './delimited';
import type { RowFile } from './row-file';

/** A list without names: the numbers of each line are one array. @throws RowProblem as `openContained` */
export async function openNumberLines(
  root: string,
  name: string,
  called: string,
  { separator = name.toLowerCase().endsWith('.csv') ? ',' : '\t' }: Pick<Part, 'separator'>,
): Promise<RowFile> {
  const handle = await openContained(root, name);
  return {
    columns: [called],
    count: null,
    rows: async function* () {
      for await (const { line, cells } of delimitedRecords(handle, name, separator)) {
        yield {
          row: line,
          ...(cells === null ? { problem: 'The record is longer than 4 MB; a quote may be left open.' } : {}),
          // eslint-disable-next-line @typescript-eslint/require-await -- what it throws is a row's problem
          cell: async (column) => {
            if (column !== called || cells === null) return undefined;
            return { shape: [cells.length], values: Float64Array.from(cells, (cell) => numberOf(cell, called)) };
          },
        };
      }
    },
    close: () => handle.close(),
  };
}
