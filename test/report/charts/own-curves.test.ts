import { expect, test } from 'vitest';
import { ownCurves, pretrainingCurves } from '../../../src/report/charts/own-curves';
import type { CurvePoint } from '../../../src/shared/training/training-progress';

const plain: CurvePoint = {
  epoch: 1,
  step: 10,
  trainLoss: 1,
  trainAccuracy: 0.5,
  validationLoss: 1,
  validationAccuracy: 0.5,
};
const curve: readonly CurvePoint[] = [
  {
    ...plain,
    ownAccuracy: { image: 0.5, text: 0.25 },
    pairs: { 'image · text': [0.25, 0.25, 0, 0.5] },
    drift: { image: 0.5, text: 0.75 },
  },
  {
    ...plain,
    epoch: 2,
    step: 20,
    ownAccuracy: { image: 0.75, text: 0.5 },
    pairs: { 'image · text': [0.375, 0.375, 0.125, 0.125] },
    drift: { image: 0.25, text: 0.125 },
  },
];
const rowsOf = (chart: ReturnType<typeof ownCurves>[number]): readonly (readonly string[])[] =>
  chart.table.rows.map((row) => (row.kind === 'cells' ? row.cells.map(({ text }) => text) : []));

test('of a model alone every modality, kind of pair and drift has a line, in per cent', () => {
  const [own, pairs, drift, ...others] = ownCurves('learning', [{ title: null, curve, bestEpoch: 1 }]);
  expect(others).toEqual([]);
  expect(own.data.map(({ name, y }) => [name, y])).toEqual([
    ['image', [50, 75]],
    ['text', [25, 50]],
  ]);
  expect(pairs.data.map(({ name, y }) => [name, y])).toEqual([
    ['both right (positive)', [25, 37.5]],
    // Right of the first alone or of the second alone: one type.
    ['one right (semi-positive)', [25, 50]],
    ['none right (negative)', [50, 12.5]],
  ]);
  expect(drift.data.map(({ y }) => y)).toEqual([
    [50, 25],
    [75, 12.5],
  ]);
  expect(rowsOf(own)[0]).toEqual(['image', '50.0\u00a0%', '50.0\u00a0%', '75.0\u00a0%']);
});

test('of several models lines bear the model’s name, and what a model has no answer of its own for has no line', () => {
  const charts = ownCurves('learning', [
    { title: 'mla', curve, bestEpoch: 2 },
    { title: 'concat', curve: [plain], bestEpoch: 1 },
  ]);
  expect(rowsOf(charts[0]).map(([name, , kept]) => [name, kept])).toEqual([
    ['mla · image', '75.0\u00a0%'],
    ['mla · text', '50.0\u00a0%'],
  ]);
  expect(ownCurves('learning', [{ title: 'concat', curve: [plain], bestEpoch: 1 }])).toEqual([]);
});

test('while it is not known which epoch is kept, none is told of', () => {
  const [own] = ownCurves('learning', [{ title: null, curve, bestEpoch: null }]);
  expect(own.table.columns.map(({ title }) => title)).toEqual(['', 'first', 'last']);
});

test('losses without labels are drawn by pass, and of no model that had none', () => {
  const pretraining = { epochs: 2, losses: [40, 30], retrieval: {}, seconds: 1 };
  const chart = pretrainingCurves('pre', [
    { title: 'concat', pretraining: undefined },
    { title: 'umurl', pretraining },
  ]);
  expect(chart?.data).toMatchObject([{ name: 'umurl', x: [1, 2], y: [40, 30] }]);
  expect(pretrainingCurves('pre', [{ title: 'concat', pretraining: undefined }])).toBeNull();
});
