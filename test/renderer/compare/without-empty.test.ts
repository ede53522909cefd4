import { expect, test } from 'vitest';
import { withoutEmpty } from '../../../src/renderer/compare/without-empty';
import { cells, left, right, type Row } from '../../../src/report/document';

const columns = [left('condition'), right('accuracy'), right('p'), right('removed')];
const shown = (rows: readonly Row[]) => {
  const table = withoutEmpty(columns, rows);
  return [
    table.columns.map(({ title }) => title),
    ...table.rows.map((row) => (row.kind === 'group' ? row.title : row.cells.map(({ text }) => text))),
  ];
};

test('a column that no row fills is left out, that of the conditions never', () => {
  expect(
    shown([{ kind: 'group', title: 'concat' }, cells('PGD', '+1.0', '0.030', '–'), cells('noise', '–', '', '')]),
  ).toEqual([['condition', 'accuracy', 'p'], 'concat', ['PGD', '+1.0', '0.030'], ['noise', '–', '']]);
  expect(shown([cells('not compared', '', '', '')])).toEqual([['condition'], ['not compared']]);
});
