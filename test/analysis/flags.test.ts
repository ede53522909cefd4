import { describe, expect, test } from 'vitest';
import { analyse } from '../../src/analysis/analyse';
import type { Flag } from '../../src/analysis/flags/flag';
import { controlVerdict } from '../../src/analysis/flags/control-verdict';
import { groupFlags } from '../../src/analysis/flags/group';
import type { Settled } from '../../src/shared/records/record';
import type { StudyAnalysis } from '../../src/analysis/study-analysis';
import { nothing } from '../../src/analysis/statistics/estimate';
import { pgd, syntheticRun } from './synthetic-run';

const flag = (model: string | null, attack: string | null, figure: string | null, more: Partial<Flag> = {}): Flag => ({
  check: 'a-check',
  level: 'note',
  model,
  attack,
  finding: `found ${figure ?? 'so'}`,
  shared:
    figure === null
      ? null
      : { statement: 'Found {}.', figure: `${figure} [0, 99]`, brief: figure, size: Number.parseFloat(figure) },
  advice: 'Look.',
  ...more,
});

describe('groups of flags', () => {
  test('one finding keeps its own words', () => {
    expect(groupFlags([flag('concat', 'PGD', '5 %')], 2)).toMatchObject([
      {
        check: 'a-check',
        level: 'note',
        statement: 'found 5 %',
        places: [{ subject: 'concat, PGD', text: '' }],
        advice: 'Look.',
      },
    ]);
  });

  test('of the run as a whole it names no place', () => {
    expect(groupFlags([flag(null, null, null)], 2)).toMatchObject([{ statement: 'found so', places: [] }]);
  });

  test('several: said once with the range of the figures, under the gravest level; then per attack that of each model', () => {
    const flags = [
      flag('concat', 'PGD', '15 %', { level: 'warning' }),
      flag('concat', 'FGSM', '6 %'),
      flag('product', 'PGD', '7 %'),
      flag('concat', 'PGD', '1', { check: 'other' }),
    ];
    expect(groupFlags(flags, 2)).toMatchObject([
      {
        level: 'warning',
        statement: 'Found 6 % to 15 %.',
        places: [
          { subject: 'PGD', text: 'concat 15 % [0, 99], product 7 % [0, 99]' },
          { subject: 'FGSM', text: 'concat 6 % [0, 99]' },
        ],
      },
      { check: 'other', statement: 'found 1' },
    ]);
  });

  test('attacks with equal figures share a place', () => {
    const flags = ['PGD', 'FGSM'].map((attack) => flag('concat', attack, '12'));
    expect(groupFlags(flags, 2)[0].places).toEqual([{ subject: 'Every attack', text: 'concat 12 [0, 99]' }]);
    expect(groupFlags(flags, 3)[0].places).toEqual([{ subject: 'PGD; FGSM', text: 'concat 12 [0, 99]' }]);
  });

  test('one figure for all of them is no range', () => {
    expect(groupFlags([flag('concat', 'PGD', '12'), flag('concat', 'FGSM', '12')], 2)[0].statement).toBe('Found 12.');
  });

  test('findings without a common form stand by themselves, but for those that say the same', () => {
    const flags = [
      flag('concat', null, null),
      flag('product', null, null),
      flag('late', null, null, { finding: 'else' }),
    ];
    expect(groupFlags(flags, 1)).toMatchObject([
      { statement: 'found so', places: [{ subject: '', text: 'concat, product' }] },
      { statement: 'else', places: [{ subject: 'late' }] },
    ]);
  });
});

describe('a control beside its attack', () => {
  const lead = (value: number, low: number, high: number): Parameters<typeof controlVerdict>[0] => ({
    ...nothing,
    value,
    low,
    high,
    n: 90,
    method: 'bootstrap',
  });

  test.each<[string, Parameters<typeof controlVerdict>[0], number, ReturnType<typeof controlVerdict>]>([
    ['2 successes against none', lead(0.02, 0, 0.05), 2, 'too-few'],
    ['no success against none', lead(0, 0, 0), 0, 'too-few'],
    ['no success against many', lead(-0.3, -0.4, -0.2), 0, 'better'],
    ['5 successes against none, told apart', lead(0.06, 0.02, 0.1), 5, 'worse'],
    ['many against as many', lead(0.01, -0.05, 0.07), 60, 'as-good'],
    ['many against perhaps more', lead(-0.01, -0.07, 0.05), 60, 'as-good'],
    ['many against clearly more', lead(-0.06, -0.1, -0.02), 60, 'better'],
    ['nothing measured', nothing, 60, 'worse'],
  ])('%s: %s', (_, difference, successes, verdict) => {
    expect(controlVerdict(difference, successes)).toBe(verdict);
  });

  const noisy = (success: number, noise: boolean): StudyAnalysis =>
    analyse(
      syntheticRun({
        count: 90,
        subjects: ['concat'],
        accuracy: () => 1,
        success: () => success,
        attacks: [pgd([{ image: 0.1 }])],
        edit: (record) =>
          record.kind === 'perturbation'
            ? { ...record, controls: record.controls && { ...record.controls, randomNoise: [noise] } }
            : record,
      }),
    );
  const raised = ({ flags }: StudyAnalysis): readonly string[] => flags.map(({ level, check }) => `${level} ${check}`);

  test('a budget too small to change anything is a note, not a doubt about the gradient', () => {
    expect(raised(noisy(0, false))).toContain('note few-successes');
    expect(raised(noisy(0, false))).not.toContain('warning random-noise');
    expect(raised(noisy(0.9, false))).not.toContain('note few-successes');
  });

  test('noise that does as well is a warning', () => {
    expect(raised(noisy(0.9, true))).toContain('warning random-noise');
    expect(raised(noisy(0, true))).toContain('warning random-noise');
  });
});

describe('a fusion that iterates', () => {
  const iterating = (unsolved: number, undecided: number): StudyAnalysis =>
    analyse(
      syntheticRun({
        count: 90,
        subjects: ['concat'],
        accuracy: () => 1,
        success: () => 0.3,
        attacks: [pgd([{ image: 0.1 }])],
        plan: {
          requirements: [{ measure: 'robust-accuracy', attack: 0, comparison: 'at-least', threshold: 0.5 }],
        },
        edit: (record, { role }) => {
          if (role !== 'subject') return record;
          const place = record.row - 9000;
          const settled = (predicted: number): Settled => ({
            residuals: [14, 1, place < unsolved ? 0.5 : 1e-4],
            solved: place >= unsolved,
            doubled: place < undecided ? 1 - predicted : predicted,
          });
          if (record.kind === 'clean') return { ...record, settled: settled(record.clean.predicted) };
          if (record.kind !== 'perturbation' || record.outcome === null) return record;
          return { ...record, outcome: { ...record.outcome, settled: settled(record.outcome.attacked.predicted) } };
        },
      }),
    );
  const raised = (analysis: StudyAnalysis): readonly string[] =>
    analysis.flags
      .filter(({ check }) => check === 'unsolved' || check === 'undecided')
      .map(({ check, attack, shared }) => `${check}${attack === null ? '' : ' attacked'}: ${shared?.figure ?? ''}`);

  test('at rest on every sample, and answering alike after twice the steps, raises nothing', () => {
    expect(raised(iterating(0, 0))).toEqual([]);
  });

  test('samples that had not come to rest are counted, without and under an attack', () => {
    expect([...raised(iterating(4, 0))].sort()).toEqual(['unsolved attacked: 4 of 90', 'unsolved: 4 of 90']);
  });

  test('answers that twice the steps change are undecided, and do not count as withstood', () => {
    const analysis = iterating(0, 5);
    expect([...raised(analysis)].sort()).toEqual(['undecided attacked: 5 of 90', 'undecided: 5 of 90']);
    const robust = (one: StudyAnalysis): number => one.subjects[0].models[0].perturbations[0].robustAccuracy.hits;
    const decided = iterating(0, 0);
    expect(robust(analysis)).toBeLessThan(robust(decided));
    expect(robust(analysis)).toBeGreaterThanOrEqual(robust(decided) - 5);
    // Nor where a requirement asks.
    const [{ estimate }] = analysis.requirements;
    expect(estimate.value).toBe(analysis.subjects[0].models[0].perturbations[0].robustAccuracy.value);
  });
});

describe('an attack that has to find a start', () => {
  const startless = (count: number): StudyAnalysis =>
    analyse(
      syntheticRun({
        count: 90,
        subjects: ['concat'],
        accuracy: () => 1,
        success: (_, { name }) => (name === 'hopskipjump' ? 0 : 0.3),
        attacks: [
          { name: 'hopskipjump', budgets: [{ image: 0.1 }] },
          { name: 'pgd', budgets: [{ image: 0.1 }] },
        ],
        edit: (record) =>
          record.kind === 'perturbation' && record.outcome !== null && record.cell.endsWith('-0-0')
            ? { ...record, outcome: { ...record.outcome, start: record.row - 9000 < count ? 'none' : 'noise' } }
            : record,
      }),
    );
  const checks = ({ flags }: StudyAnalysis): readonly string[] => flags.map(({ check }) => check);

  test('is told where it found none, and does not count these as withstood', () => {
    expect(checks(startless(0))).not.toContain('no-start');
    const some = startless(80);
    expect(some.flags.find(({ check }) => check === 'no-start')?.shared?.figure).toBe('80 of 90');
    expect(some.subjects[0].models[0].perturbations[0].robustAccuracy.hits).toBe(10);
  });

  test('does not pass for stronger than one by gradients where it found none', () => {
    expect(checks(startless(80))).not.toContain('query-beats-gradient');
  });
});

describe('one ball of all inputs', () => {
  const within = (image: number, text: number): readonly string[] =>
    analyse(
      syntheticRun({
        count: 40,
        subjects: ['concat'],
        attacks: [{ name: 'pgd', norm: 'l2', share: 'joint', budgets: [{ image: 0.1, text: 0.1 }] }],
        edit: (record) =>
          record.kind === 'perturbation' && record.outcome !== null
            ? { ...record, outcome: { ...record.outcome, norms: { image, text } } }
            : record,
      }),
    ).flags.map(({ check }) => check);

  test('is exceeded where each input keeps to its radius and both together do not', () => {
    expect(within(0.06, 0.08)).not.toContain('budget-exceeded');
    expect(within(0.09, 0.09)).toContain('budget-exceeded');
  });
});
