import { expect, it } from 'vitest';
import { chartCsv } from '../../../../src/renderer/charts/chart-csv';
import { confusionChart, mistakesOf } from '../../../../src/renderer/models/model/confusion-chart';

const confusion = [
  [8, 2, 0],
  [0, 0, 0],
  [5, 1, 4],
];
const classes = ['red', 'green, pale', 'blue'];

it('colours are shares of a class, numbers are samples; a class without samples has no colour', () => {
  const chart = confusionChart(confusion, classes);
  expect(chart.data[0]).toMatchObject({
    z: [
      [0.8, 0.2, 0],
      [null, null, null],
      [0.5, 0.1, 0.4],
    ],
  });
  expect(chart.table.rows[2]).toEqual({
    kind: 'cells',
    cells: [{ text: 'blue' }, { text: '5' }, { text: '1' }, { text: '4' }],
  });
  const csv = chartCsv(chart).split('\r\n');
  expect(csv[0]).toBe('row,column,text,value');
  expect(csv[2]).toBe('red,"green, pale",2,0.2');
  expect(csv).toHaveLength(1 + 9 + 1);
});

it('of many classes the table lists the mistakes, the most frequent first', () => {
  expect(mistakesOf(confusion).map(({ samples }) => samples)).toEqual([5, 2, 1]);
  const many = Array.from({ length: 13 }, (_, label) => Array.from({ length: 13 }, (_, answer) => label * answer));
  const { table, data } = confusionChart(
    many,
    many.map((_, index) => `class ${String(index)}`),
  );
  expect(data[0]).not.toHaveProperty('texttemplate');
  expect(table.rows[0]).toMatchObject({ cells: [{ text: 'class 11' }, { text: 'class 12' }, { text: '132' }, {}] });
  expect(table.note).toBeDefined();
});
