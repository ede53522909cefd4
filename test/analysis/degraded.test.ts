import { expect, test } from 'vitest';
import { analyse } from '../../src/analysis/analyse';
import { runCsv } from '../support/run-csv';
import { summaryText } from '../../src/analysis/summary';
import { sweepScores } from '../../src/analysis/measures/degraded';
import { degradationsSection } from '../../src/report/sections/degradations';
import { contextOf } from '../../src/report/sections/context';
import { measureMissing } from '../../src/analysis/measures/missing';
import { measureFusion } from '../../src/analysis/measures/unimodal';
import { resultsByModel } from '../../src/analysis/results';
import { syntheticRun } from './synthetic-run';

const levels = [0.2, 0.6, 1];
const input = syntheticRun({
  count: 400,
  attacks: [],
  accuracy: () => 1,
  plan: {
    degradations: [
      { name: 'missing', modalities: ['text'] },
      { name: 'noise', modalities: ['image'], levels },
    ],
  },
});
const analysis = analyse(input);
const models = analysis.subjects.flatMap((subject) => subject.models);

test('accuracy falls by what the degradation was made to take, in pairs and with intervals', () => {
  for (const { degraded } of models) {
    expect(degraded.map(({ setting }) => setting.title)).toEqual([
      'Without text (mean)',
      'Noise 0.2 on image',
      'Noise 0.6 on image',
      'Noise 1 on image',
    ]);
    degraded.forEach(({ setting: { level }, accuracy, fall }) => {
      expect(accuracy.n).toBe(400);
      expect(accuracy.low).toBeLessThan(1 - level / 2 + 0.03);
      expect(accuracy.high).toBeGreaterThan(1 - level / 2 - 0.03);
      expect(fall.value).toBeCloseTo(1 - accuracy.value!, 9);
    });
  }
});

test('the scores are those of MultiBench on the measured curves, against the model with late fusion', () => {
  const settings = analysis.degradations.filter(({ choice }) => choice.name === 'noise');
  const drawn = models.map(({ title, accuracy, degraded }, index) => ({
    title,
    fusion: index === 0 ? 'late' : 'product',
    accuracy,
    degraded,
  }));
  const scores = sweepScores(drawn, settings);
  const curveOf = ({ accuracy, degraded }: (typeof drawn)[number]): readonly number[] => [
    accuracy.value!,
    ...degraded.slice(1).map((one) => one.accuracy.value!),
  ];
  const [late, other] = drawn.map(curveOf);
  expect(scores[drawn[0].title].effective).toBeCloseTo(0, 12);
  expect(scores[drawn[1].title].effective).toBeCloseTo(
    other.reduce((sum, value, at) => sum + value - (late[at] + other[0] - late[0]), 0),
    12,
  );
  expect(scores[drawn[1].title].relative).toBeCloseTo(
    [0, 1, 2].reduce((sum, at) => sum + (0.1 * (other[at] + other[at + 1])) / 2, 0),
    12,
  );
  // Without a late fusion there is nothing to be effective against.
  const none = sweepScores([{ ...drawn[1] }], settings);
  expect(none[drawn[1].title].effective).toBeNull();
});

test('the report has a table of what is missing, a curve and its scores; without degradations, nothing', () => {
  const section = degradationsSection(contextOf({ ...input, analysis } as never));
  expect(section?.blocks.map(({ kind }) => kind)).toEqual(['table', 'table', 'chart', 'table']);
  const plain = syntheticRun({ count: 20, attacks: [] });
  expect(degradationsSection(contextOf({ ...plain, analysis: analyse(plain) } as never))).toBeNull();
});

test('the terminal tells what is left of it, of a sweep the strongest level', () => {
  const lines = summaryText(analysis);
  expect(lines).toContain('Accuracy with failing inputs');
  expect(
    lines.filter((line) => /^ {2}(?:Noise|Without) /u.test(line)).map((line) => line.trim().split('  ')[0]),
  ).toEqual(['Without text (mean)', 'Noise 1 on image']);
});

test('a record of a degraded input is a line of the CSV under the name of what was done', () => {
  const lines = runCsv(input).split('\r\n');
  // The model that sees the picture alone has the noise too.
  expect(lines.filter((line) => line.includes('Noise 0.6 on image'))).toHaveLength(400 * (models.length + 1));
});

/** The models of a run without text, where a model of the picture alone is right so often. */
const withoutText = (image: number) => {
  const run = syntheticRun({
    count: 400,
    attacks: [],
    accuracy: () => 1,
    unimodal: (modality) => (modality === 'image' ? image : 0.5),
    plan: { degradations: [{ name: 'missing', modalities: ['text'] }] },
  });
  const ran = { ...run, analysis: analyse(run) };
  return { ran, models: ran.analysis.subjects.flatMap((subject) => subject.models) };
};

test('a fused model without an input is set beside the best model that sees only what is left', () => {
  const { models: fused, ran } = withoutText(0.9);
  for (const { missing, degraded } of fused) {
    const [{ single, gap, liability }] = missing;
    expect(single.modality).toBe('image');
    expect(gap.value).toBeCloseTo(degraded[0].accuracy.value! - single.accuracy.value!, 9);
    expect(gap.high).toBeLessThan(0);
    expect(liability).toBe(true);
  }
  expect(JSON.stringify(degradationsSection(contextOf(ran as never)))).not.toContain('"needs all inputs"');
});

test('where what is left leaves chance, nothing is said of the fusion', () => {
  const { models: fused, ran } = withoutText(0.5);
  for (const { missing } of fused) expect(missing[0].liability).toBe(false);
  expect(JSON.stringify(degradationsSection(contextOf(ran as never)))).toContain('"needs all inputs"');
});

test('what is left decides, not what is needed: of three inputs with two gone, none may be needed and the third still useless', () => {
  const { ran } = withoutText(0.5);
  const [results] = resultsByModel(ran, []);
  const fusion = { ...measureFusion(results, { kind: 'commonest', share: 0.5 }), necessary: [] };
  expect(measureMissing(results, fusion)[0].liability).toBe(false);
});
