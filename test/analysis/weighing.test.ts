import { expect, test } from 'vitest';
import { analyse } from '../../src/analysis/analyse';
import { correlationOf } from '../../src/analysis/statistics/summed';
import { contextOf } from '../../src/report/sections/context';
import { degradationsSection } from '../../src/report/sections/degradations';
import { inputsSection } from '../../src/report/sections/inputs';
import { summaryText } from '../../src/analysis/summary';
import type { Weighed } from '../../src/shared/records/record';
import { syntheticRun } from './synthetic-run';

const pairs = (values: readonly (readonly [number, number])[]) =>
  values.map(([x, y], index) => ({ x, y, group: String(index) }));

test('a correlation is Pearson’s, within its interval, and none where a value does not vary', () => {
  const line = Array.from({ length: 40 }, (_, index) => [index, 3 - 2 * index] as const);
  expect(correlationOf(pairs(line), 'line').value).toBeCloseTo(-1, 12);
  // By hand: x −1, 0, 1 and y 0, −1, 1 about their means give Σxy = 1 and Σx² = Σy² = 2.
  expect(
    correlationOf(
      pairs([
        [1e6 - 1, 5],
        [1e6, 4],
        [1e6 + 1, 6],
      ]),
      'hand',
    ).value,
  ).toBeCloseTo(0.5, 9);
  const noisy = Array.from({ length: 200 }, (_, index) => [index, index + ((index * 7919) % 200)] as const);
  const { value, low, high, method } = correlationOf(pairs(noisy), 'noisy');
  expect(method).toBe('bootstrap');
  expect(low).toBeLessThan(value!);
  expect(high).toBeGreaterThan(value!);
  expect(
    correlationOf(
      pairs([
        [1, 0],
        [1, 5],
        [1, 9],
      ]),
      'flat',
    ).value,
  ).toBeNull();
  expect(correlationOf([], 'none').value).toBeNull();
});

test('what resampling draws is groups', () => {
  const twice = Array.from({ length: 200 }, (_, index) => ({
    x: index >> 1,
    y: ((index >> 1) * 7919) % 100,
    group: String(index >> 1),
  }));
  const once = twice.filter((_, index) => index % 2 === 0);
  expect(correlationOf(twice, 'k')).toMatchObject({ n: 200, clusters: 100, method: 'clustered-bootstrap' });
  expect(correlationOf(twice, 'k').low).toBeCloseTo(correlationOf(once, 'k').low!, 9);
});

/** The text’s weight falls with its loss and by 0.2 more under noise; the picture’s says nothing. */
const weighed = (row: number, noise: number): Weighed => {
  const loss = ((row * 37) % 50) / 50;
  return { weights: { image: 0.5, text: 0.9 - 0.4 * loss - 0.2 * noise }, losses: { image: 1 + loss, text: loss } };
};
const input = syntheticRun({
  count: 100,
  subjects: ['qmf', 'concat'],
  attacks: [],
  accuracy: () => 1,
  plan: { degradations: [{ name: 'noise', modalities: ['text'], levels: [0.5, 1] }] },
  edit: (record, { subject }) => {
    if (subject !== 'qmf') return record;
    switch (record.kind) {
      case 'clean':
        return { ...record, weighed: weighed(record.row, 0) };
      case 'degraded':
        return { ...record, weighed: weighed(record.row, 1) };
      default:
        return record;
    }
  },
});
const models = analyse(input).subjects.flatMap((subject) => subject.models);

test('weights have their mean, their change under the strongest noise, and their correlation with what is lost', () => {
  const [{ weighing }, other] = models;
  expect(other.weighing).toBeNull();
  const [image, text] = weighing!.untouched;
  expect(image.weight.value).toBeCloseTo(0.5, 9);
  expect(image.withLoss?.value).toBeNull();
  expect(text.withLoss?.value).toBeCloseTo(-1, 9);
  expect(weighing!.degraded.map(({ setting }) => setting.title)).toEqual(['Noise 1 on text']);
  const changes = weighing!.degraded[0].inputs.map(({ modality, change }) => [modality, change.value]);
  expect(changes[0]).toEqual(['image', 0]);
  expect(changes[1][1]).toBeCloseTo(-0.2, 9);
});

test('the report shows them beside what each input contributes', () => {
  const analysis = analyse(input);
  const section = inputsSection(contextOf({ ...input, analysis } as never));
  const table = section?.blocks.find(
    (block) => block.kind === 'table' && block.caption.startsWith('What each input counts'),
  );
  if (table?.kind !== 'table') throw new Error('There is no such table.');
  expect(table.rows.flatMap((row) => (row.kind === 'cells' ? [row.cells.map(({ text }) => text)] : []))).toEqual([
    ['untouched', 'image', '0.5', '–', '–'],
    ['untouched', 'text', expect.any(String), '–', '−1'],
    ['Noise 1 on text', 'image', '0.5', '0', '–'],
    ['Noise 1 on text', 'text', expect.any(String), expect.any(String), '−1'],
  ]);
});

test('beside static late fusion it is told, of the same samples, in report and terminal what weighing anew is worth', () => {
  const own = syntheticRun({
    count: 100,
    subjects: ['late', 'qmf'],
    attacks: [],
    accuracy: () => 1,
    lost: () => 0.4,
    plan: { degradations: [{ name: 'qmf-noise', modalities: ['text'], severities: [5, 10] }] },
    edit: (record, { subject }) => {
      if (subject !== 'qmf' || (record.kind !== 'clean' && record.kind !== 'degraded')) return record;
      const noisy = record.kind === 'degraded';
      // It answers all right under noise, where late fusion does not.
      const answered = noisy ? { degraded: { ...record.degraded, predicted: record.label } } : {};
      return { ...record, ...answered, weighed: weighed(record.row, Number(noisy)) };
    },
  });
  const analysis = analyse(own);
  const [late, qmf] = analysis.subjects.flatMap((subject) => subject.models);
  expect(late.weighing).toBeNull();
  const { subject, untouched, degraded } = qmf.weighing!.besideStatic!;
  expect([subject, untouched.value]).toEqual(['late', 0]);
  expect(degraded.map(({ setting }) => setting.title)).toEqual([
    'QMF noise (Gaussian) 5 on text',
    'QMF noise (Gaussian) 10 on text',
  ]);
  degraded.forEach(({ setting, gap }) => {
    const [theirs, ours] = [late, qmf].map(
      (model) => model.degraded.find((each) => each.setting.key === setting.key)!.accuracy.value!,
    );
    expect(gap.value).toBeCloseTo(ours - theirs, 9);
    expect(gap.low).toBeGreaterThan(0);
  });
  const context = contextOf({ ...own, analysis } as never);
  const table = inputsSection(context)?.blocks.find(
    (block) => block.kind === 'table' && block.caption.endsWith('static weights of late'),
  );
  expect(table?.kind === 'table' && table.rows).toHaveLength(4);
  const text = summaryText(analysis).join('\n');
  expect(text).toMatch(/mean weight of text +– +0\.\d/u);
  expect(text).toContain('… correlation with its own loss');
  expect(text).toContain('Beside static weights: accuracy − that of late (points)');
  expect(text).toMatch(/ {2}QMF noise \(Gaussian\) 10 on text +– +\+\d+\.\d/u);
  // Its own noise is drawn by severity, without the areas of MultiBench.
  const blocks = degradationsSection(context)!.blocks;
  expect(blocks.map(({ kind }) => kind)).toEqual(['chart', 'table']);
  expect(blocks[0]).toMatchObject({ title: 'Accuracy under QMF noise (Gaussian) on text' });
  expect(blocks[1]).toMatchObject({ caption: 'Lost under QMF noise (Gaussian) on text' });
});
