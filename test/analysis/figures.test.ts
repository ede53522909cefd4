import { describe, expect, test } from 'vitest';
import { analyse } from '../../src/analysis/analyse';
import { attackSettings } from '../../src/analysis/attack-setting';
import { attackIdentity, degradationIdentity } from '../../src/analysis/condition';
import { degradationSettings } from '../../src/analysis/degradation-setting';
import { figuresOf, type Figure } from '../../src/analysis/figures';
import { measureKey, measureName, type Measure } from '../../src/analysis/measure';
import { contextOf } from '../../src/report/sections/context';
import { keyNumbersSection } from '../../src/report/sections/key-numbers';
import { share, points } from '../../src/report/cell-text';
import { unitOfMeasure } from '../../src/analysis/measure';
import { decoupling, editPerturbations, editRemovals, pgd, syntheticRun, type SyntheticOptions } from './synthetic-run';

const options: SyntheticOptions = {
  count: 80,
  subjects: ['concat', 'late'],
  attacks: [decoupling(), pgd([{ image: 0.1 }]), { name: 'fgsm', budgets: [{ image: 0.1 }] }],
  accuracy: (subject) => (subject === 'late' ? 0.4 : 0.95),
  plan: {
    degradations: [
      { name: 'missing', modalities: ['text'], by: 'mean' },
      { name: 'noise', modalities: ['image'], levels: [0.5, 1] },
    ],
  },
};
const input = syntheticRun(options);
const analysis = analyse(input);
const figures = figuresOf(analysis);

describe('the figures of a run', () => {
  test('are those of its results: every one stands in the key numbers of its model, under the same name', () => {
    const [table] = keyNumbersSection(contextOf({ ...input, analysis, decisions: [] } as never)).blocks;
    if (table.kind !== 'table') throw new Error('The key numbers are a table.');
    const rows = table.rows.flatMap((row) => (row.kind === 'cells' ? [row.cells] : []));
    const named: readonly Measure[] = [
      { kind: 'accuracy' },
      { kind: 'accuracy-alone', modality: 'text' },
      { kind: 'fusion-gain' },
      { kind: 'mistake-rate' },
      { kind: 'removed', modality: 'image' },
      { kind: 'removed-where-broken', modality: 'text' },
      { kind: 'several-needed' },
    ];
    for (const measure of named) {
      const row = rows.find(([{ text }]) => text === measureName(measure));
      const own = figures.filter((figure) => measureKey(figure.measure) === measureKey(measure));
      expect(
        own.map(({ model }) => model),
        measureName(measure),
      ).toEqual(['concat', 'late']);
      const shown = unitOfMeasure(measure) === 'share' ? share : points;
      expect(own.map(({ estimate }) => shown(estimate))).toEqual(row?.slice(1));
    }
  });

  test('hold every attack, failing input and set of attacks, each with its interval', () => {
    const under = (kind: Measure['kind']): readonly (string | undefined)[] =>
      figures
        .filter(({ model, measure }) => model === 'concat' && measure.kind === kind)
        .map((one) => one.under?.title);
    const [removal, change, fast] = analysis.attacks.map(({ title }) => title);
    const [{ worstCases }] = analysis.subjects[0].models;
    expect(under('robust-accuracy')).toEqual([removal, change, fast, ...worstCases.map(({ title }) => title)]);
    expect(worstCases).toHaveLength(1);
    expect(under('input-removed')).toEqual([removal]);
    expect(under('degraded-accuracy')).toEqual(analysis.degradations.map(({ title }) => title));
    expect(under('accuracy-lost')).toHaveLength(3);
    expect(figures.every(({ estimate: { value, low, high } }) => value !== null && low !== null && high !== null)).toBe(
      true,
    );
  });

  test('stand as the checks of the run judge them', () => {
    const standings = (model: string): ReadonlySet<Figure['standing']> =>
      new Set(figures.filter((figure) => figure.model === model).map(({ standing }) => standing));
    expect([...standings('late')]).toEqual(['void']);
    expect(standings('concat').has('void')).toBe(false);
  });

  test('of several attacks stand no better than what they rest on', () => {
    const broken = analyse(
      syntheticRun({
        ...options,
        attacks: [
          decoupling(),
          { name: 'decoupling', modalities: ['image'] },
          pgd([{ image: 0.1 }]),
          { name: 'fgsm', budgets: [{ image: 0.1 }] },
        ],
        accuracy: () => 0.95,
        edit: (record) =>
          editRemovals((one) => ({ ...one, controls: one.controls && { ...one.controls, noOp: 1 } }))(
            editPerturbations((one) => ({ ...one, controls: one.controls && { ...one.controls, zeroBudget: 1 } }))(
              record,
            ),
          ),
      }),
    );
    const together = figuresOf(broken).filter(({ under }) => under?.kind === 'together');
    expect(new Set(together.map(({ measure }) => measure.kind))).toEqual(
      new Set(['robust-accuracy', 'success-rate', 'mistake-rate', 'robustness-ratio']),
    );
    expect(new Set(together.map(({ standing }) => standing))).toEqual(new Set(['void']));
  });

  test('are told apart by measure, condition, model and seed', () => {
    const keys = figures.map(({ model, trainingSeed, measure, under }) =>
      JSON.stringify([model, trainingSeed, measureKey(measure), under?.identity]),
    );
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('a condition', () => {
  const settingsOf = (attacks: SyntheticOptions['attacks']) => {
    const { run, dataset } = syntheticRun({ count: 4, subjects: ['concat'], attacks: attacks ?? [] });
    return attackSettings(run.expansion.cells, dataset.modalities);
  };

  test('is the same at any place of a plan, in any order of its modalities, beside any other budgets', () => {
    const few = { ...decoupling(), maxQueries: 7 };
    const [alone] = settingsOf([decoupling(['image', 'text'])]);
    const [, , beside, turned] = settingsOf([
      pgd([{ image: 0.1 }]),
      few,
      decoupling(['image', 'text']),
      decoupling(['text', 'image']),
    ]);
    expect(new Set([alone, beside, turned].map(({ title }) => title)).size).toBe(3);
    expect(new Set([alone, beside, turned].map(attackIdentity)).size).toBe(1);
    const [small] = settingsOf([pgd([{ image: 0.1 }])]);
    const [, again] = settingsOf([pgd([{ image: 0.2 }, { image: 0.1 }])]);
    expect(attackIdentity(again)).toBe(attackIdentity(small));
  });

  test('is another with any other setting or budget', () => {
    const settings = settingsOf([
      decoupling(),
      { ...decoupling(), maxQueries: 7 },
      pgd([{ image: 0.1 }, { image: 0.2 }]),
      { name: 'pgd', budgets: [{ image: 0.1 }], steps: 7 },
    ]);
    expect(new Set(settings.map(attackIdentity)).size).toBe(settings.length);
  });

  test('of failing inputs goes by what fails, how, and how much', () => {
    const of = (degradations: NonNullable<SyntheticOptions['plan']>['degradations']) =>
      degradationSettings(
        syntheticRun({ count: 4, subjects: ['concat'], attacks: [], plan: { degradations } }).run.expansion.cells,
      ).map(degradationIdentity);
    const [half] = of([{ name: 'noise', modalities: ['image'], levels: [0.5] }]);
    expect(of([{ name: 'noise', modalities: ['image'], levels: [0.2, 0.5] }])[1]).toBe(half);
    const [zero, mean] = of([
      { name: 'missing', modalities: ['text'], by: 'zero' },
      { name: 'missing', modalities: ['text'], by: 'mean' },
    ]);
    expect(new Set([half, zero, mean]).size).toBe(3);
  });
});
