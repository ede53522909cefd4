import { describe, expect, test } from 'vitest';
import { analysed, type AnalysedRun } from '../../../src/analysis/analysed-run';
import { accuracyChart } from '../../../src/renderer/compare/accuracy-chart';
import { settingRows } from '../../../src/renderer/compare/settings-rows';
import { texts } from '../../../src/renderer/texts/catalogue';
import { decoupling, pgd, syntheticRun, type SyntheticOptions } from '../../analysis/synthetic-run';

const words = texts.compare;
const few = { ...decoupling(), maxQueries: 7 };
const options = { count: 30, subjects: ['concat'] };
const runOf = (attacks: NonNullable<SyntheticOptions['attacks']>, more: SyntheticOptions = {}): AnalysedRun =>
  analysed(syntheticRun({ ...options, attacks, ...more }));
const chartOf = (...runs: readonly AnalysedRun[]) =>
  accuracyChart(
    runs.map((run, index) => ({
      run,
      name: `run ${String(index + 1)}`,
      style: { colour: '#000000', marker: 'circle' } as never,
    })),
  );
/** Rows of the chart with the rate of each run. */
const drawn = (...runs: readonly AnalysedRun[]): readonly (readonly string[])[] =>
  chartOf(...runs).chart.table.rows.flatMap((row) => (row.kind === 'cells' ? [row.cells.map(({ text }) => text)] : []));
const rateUnder = ({ analysis }: AnalysedRun, place: number): string => {
  const { removals } = analysis.subjects[0].models[0];
  return `${((removals[place].robustAccuracy.value ?? 0) * 100).toFixed(1)}\u00a0%`;
};

describe('what runs have in common', () => {
  const success: SyntheticOptions = {
    success: (_, attack) => (attack.name === 'decoupling' && attack.maxQueries === 7 ? 0.2 : 0.9),
  };
  const a = runOf([few, decoupling()], success);
  const b = runOf([decoupling(), few], success);

  test('are attacks of the same settings, though another is called as they are in the other run', () => {
    // The title tells the place in the plan: by it, each would stand beside the other.
    expect(a.analysis.attacks.map(({ title }) => title)).toEqual(b.analysis.attacks.map(({ title }) => title));
    const [, first, second] = drawn(a, b);
    expect(first.slice(1)).toEqual([rateUnder(a, 0), rateUnder(b, 1)]);
    expect(second.slice(1)).toEqual([rateUnder(a, 1), rateUnder(b, 0)]);
    expect(rateUnder(a, 0)).not.toBe(rateUnder(a, 1));
    expect(chartOf(a, b).unshared).toEqual([]);
    expect(settingRows([a, b]).filter(({ title, differs }) => title.startsWith('Attack ') && differs)).toEqual([]);
  });

  test('are attacks however their modalities are listed, and whatever else the plan has', () => {
    const turned = runOf([pgd([{ image: 0.1 }]), decoupling(['text', 'image'])], success);
    const straight = runOf([decoupling(['image', 'text'])], success);
    const [clean, removal] = drawn(straight, turned);
    expect([clean[0], removal[0]]).toEqual([`${words.noAttack}, concat`, 'Decoupling · image + text, concat']);
    expect(drawn(straight, turned)).toHaveLength(2);
    expect(chartOf(straight, turned).unshared).toEqual([
      { runs: ['run 2'], models: ['concat'], conditions: [turned.analysis.attacks[0].title] },
    ]);
  });

  test('is marked where its parameters differ, which the settings tell', () => {
    const [, removal] = drawn(runOf([decoupling()]), runOf([few]));
    expect(removal[0]).toBe(`${words.differing('Decoupling · image + text')}, concat`);
    expect(chartOf(runOf([decoupling()]), runOf([few])).chart.caption).toContain(words.otherParameters);
    expect(chartOf(runOf([few]), runOf([few])).chart.caption).not.toContain(words.otherParameters);
  });

  test('of three runs is what each has; an attack that two have is told of these', () => {
    const { chart, unshared } = chartOf(
      runOf([few]),
      runOf([decoupling(['image'])]),
      runOf([decoupling(['image']), few]),
    );
    expect(chart.table.rows).toHaveLength(1);
    expect(unshared.map(({ runs }) => runs)).toEqual([
      ['run 1', 'run 3'],
      ['run 2', 'run 3'],
    ]);
  });

  test('figures that an attack voids are told beside the chart', () => {
    const voided = runOf([decoupling()], {
      edit: (record) =>
        record.kind === 'removal'
          ? { ...record, controls: record.controls && { ...record.controls, noOp: 1 } }
          : record,
    });
    const reason = 'Decoupling · image + text on concat: its path alters the input by itself';
    expect(chartOf(runOf([decoupling()]), voided).chart.caption).toContain(words.voidAttackIn('run 2', reason));
  });
});
