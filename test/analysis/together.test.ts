import { expect, test } from 'vitest';
import { analyse } from '../../src/analysis/analyse';
import { figuresOf } from '../../src/analysis/figures';
import { ratioOf } from '../../src/analysis/statistics/bootstrap';
import { points, share } from '../../src/report/cell-text';
import { inputsSection } from '../../src/report/sections/inputs';
import { contextOf } from '../../src/report/sections/context';
import { decoupling, editPerturbations, pgd, syntheticRun } from './synthetic-run';

const image = pgd([{ image: 0.1 }]);
const text = pgd([{ text: 0.2 }]);
const both = pgd([{ image: 0.1, text: 0.2 }]);

/** Breaks row by row whom it should: the picture alone every fourth, the text alone every other fourth, both three in four. */
const input = syntheticRun({
  count: 80,
  subjects: ['concat'],
  attacks: [image, text, both, decoupling()],
  accuracy: () => 1,
  edit: editPerturbations((record) => {
    const { outcome, row, label } = record;
    if (outcome === null) return record;
    const touched = Object.keys(outcome.norms);
    const place = row % 4;
    const success = touched.length === 2 ? place < 3 : place === (touched[0] === 'image' ? 0 : 1);
    const attacked = { ...outcome.attacked, predicted: success ? 1 - label : label };
    return { ...record, outcome: { ...outcome, success, attacked } };
  }),
});
const analysis = analyse(input);
const [model] = analysis.subjects.flatMap(({ models }) => models);

test('the interaction is what only both inputs together break, per sample', () => {
  expect(model.interactions).toHaveLength(1);
  const [{ joint, singles, mean, onlyTogether, onlyAlone }] = model.interactions;
  expect(joint.modalities).toEqual(['image', 'text']);
  expect(singles.map(({ modality }) => modality)).toEqual(['image', 'text']);
  // 60 of 80 break together, 40 of them by one input alone.
  expect(mean.value).toBeCloseTo(0.25, 12);
  expect(mean.low).toBeGreaterThan(0.1);
  expect([onlyTogether, onlyAlone, mean.n]).toEqual([20, 0, 80]);
});

test('an attack that shares one budget over the inputs has no interaction, as none has what it had alone', () => {
  const shared = syntheticRun({
    subjects: ['concat'],
    attacks: [image, text, pgd([{ image: 0.1, text: 0.2 }], 'matched')],
  });
  expect(analyse(shared).subjects[0].models[0].interactions).toEqual([]);
});

test('the robustness ratio is accuracy under attack by clean accuracy, averaged over the inputs attacked', () => {
  const [family] = model.singleSource;
  expect(family.sources.map(({ modality }) => modality)).toEqual(['image', 'text']);
  expect(family.ratio.value).toBeCloseTo(0.75, 12);
  expect(family.ratio.n).toBe(80);
});

test('both are figures that can be followed over runs, and stand in the report', () => {
  const figures = figuresOf(analysis).filter(
    ({ measure: { kind } }) => kind === 'interaction' || kind === 'robustness-ratio',
  );
  expect(figures.map(({ measure, under, estimate }) => [measure.kind, under?.title, estimate.value])).toEqual([
    ['robustness-ratio', 'PGD-20 l∞ · image 0.1, text 0.2, one input at a time', 0.75],
    ['interaction', 'PGD-20 l∞ · image 0.1 + text 0.2', 0.25],
  ]);
  const section = inputsSection(contextOf({ ...input, analysis, decisions: [] } as never));
  const tables = section?.blocks.flatMap((block) => (block.kind === 'table' ? [block] : [])) ?? [];
  const cellsOf = (caption: string): readonly string[] =>
    tables
      .find((table) => table.caption === caption)
      ?.rows.flatMap((row) => (row.kind === 'cells' ? row.cells.map((cell) => cell.text) : [])) ?? [];
  expect(cellsOf('Robustness ratio')).toContain(share(model.singleSource[0].ratio).text);
  expect(cellsOf('Inputs attacked together, beside each of them alone')).toContain(
    points(model.interactions[0].mean).text,
  );
});

test('a ratio of sums has the interval of both together', () => {
  const parts = Array.from({ length: 200 }, (_, at) => ({
    value: at % 4 === 0 ? 0 : Number(at % 2 === 0),
    of: Number(at % 2 === 0),
    group: String(at),
  }));
  const ratio = ratioOf(parts, 'ratio');
  expect(ratio.value).toBeCloseTo(0.5, 12);
  expect(ratio.low).toBeGreaterThan(0.38);
  expect(ratio.high).toBeLessThan(0.62);
  expect(
    ratioOf(
      parts.map((part) => ({ ...part, value: 2 * part.of })),
      'twice',
    ),
  ).toMatchObject({ value: 2, low: 2, high: 2 });
  expect(ratioOf([{ value: 0, of: 0, group: 'a' }], 'none').value).toBeNull();
});
