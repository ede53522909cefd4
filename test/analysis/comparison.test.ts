import { describe, expect, test } from 'vitest';
import { pairAttacks } from '../../src/analysis/comparison/attack-pairs';
import { compareRuns } from '../../src/analysis/comparison/run-comparison';
import { runWarnings } from '../../src/analysis/comparison/run-warnings';
import type { AnalysisInput } from '../../src/analysis/input';
import { holm } from '../../src/analysis/statistics/significance';
import { attackSettings } from '../../src/analysis/attack-setting';
import type { ModelCell } from '../../src/shared/plan/plan';
import { decoupling, pgd, syntheticRun, type SyntheticOptions } from './synthetic-run';

/** The joint removal with fewer queries. */
const few = { name: 'decoupling' as const, modalities: ['image', 'text'], maxQueries: 7 };

const settings = (attacks: SyntheticOptions['attacks']) => {
  const { run, dataset } = syntheticRun({ count: 4, subjects: ['concat'], attacks: attacks ?? [] });
  return attackSettings(run.expansion.cells, dataset.modalities);
};

describe('attacks of two runs', () => {
  test('pair by name, modalities and radii, and tell what else they are parametrised by', () => {
    const { paired, unpaired } = pairAttacks(
      settings([decoupling(), pgd([{ image: 0.1 }, { image: 0.2 }])]),
      settings([few, pgd([{ image: 0.2 }])]),
    );
    expect(paired.map(({ a, b, differences }) => [a.key, b.key, differences])).toEqual([
      ['0/0', '0/0', ['max queries: 500 and 7']],
      ['1/1', '1/0', []],
    ]);
    expect(unpaired).toEqual([expect.stringContaining('image 0.1')]);
  });

  test('of several alike, the one that differs least is the counterpart', () => {
    const { paired, unpaired } = pairAttacks(settings([few]), settings([decoupling(), few]));
    expect(paired.map(({ b, differences }) => [b.key, differences])).toEqual([['1/0', []]]);
    expect(unpaired).toHaveLength(1);
  });

  test('that are equal find each other, whichever run has another of their kind before them', () => {
    const [more, less] = [
      settings([
        { name: 'pgd', budgets: [{ image: 0.1 }], steps: 20 },
        { name: 'pgd', budgets: [{ image: 0.1 }], steps: 40 },
      ]),
      settings([{ name: 'pgd', budgets: [{ image: 0.1 }], steps: 40 }]),
    ];
    for (const [a, b] of [
      [more, less],
      [less, more],
    ]) {
      const { paired, unpaired } = pairAttacks(a, b);
      expect(paired.map(({ differences }) => differences)).toEqual([[]]);
      expect(unpaired).toEqual([expect.stringContaining('PGD-20')]);
    }
  });
});

type Attack = NonNullable<SyntheticOptions['attacks']>[number];

const anotherRun = (options: SyntheticOptions): AnalysisInput => {
  const { run, ...rest } = syntheticRun(options);
  return { ...rest, run: { ...run, id: '01890a5d-ac96-774b-bcce-b302099a8058' } };
};

describe('two runs', () => {
  const robust = syntheticRun({ subjects: ['concat'], success: () => 0.2 });
  const weak = anotherRun({ subjects: ['product'], success: () => 0.9 });

  test('are paired by seed where each has one subject, and differ as they were made to', () => {
    const { models, unpaired, commonSamples } = compareRuns(robust, weak);
    expect([commonSamples, unpaired]).toEqual([200, []]);
    const [{ a, b, sameModel, attacks, voids }] = models;
    expect([a, b, sameModel, voids]).toEqual(['concat', 'product', false, []]);
    for (const { robustAccuracy, removedArea } of attacks) {
      expect(robustAccuracy.n).toBe(200);
      expect(robustAccuracy.low).toBeGreaterThan(0.5);
      expect(removedArea?.low).toBeGreaterThan(0);
    }
  });

  test('a run differs from itself by nothing, and that is said', () => {
    const same = compareRuns(robust, robust);
    expect(same.models[0]).toMatchObject({ sameModel: true, cleanAccuracy: { value: 0 } });
    expect(same.models[0].attacks.map(({ robustAccuracy }) => robustAccuracy.value)).toEqual([0, 0, 0]);
    expect(runWarnings(robust, robust, same)).toEqual([
      'This is the same run twice: it differs from itself in nothing.',
    ]);
  });

  test('what was only computed once more is no test, and makes the correction of the others no harsher', () => {
    const options: SyntheticOptions = { count: 60, subjects: ['concat'], attacks: [decoupling(), few] };
    const once = syntheticRun({ ...options, success: () => 0.4 });
    const again = anotherRun({
      ...options,
      success: (_, attack) => (attack.name === 'decoupling' && attack.maxQueries === 7 ? 0.9 : 0.4),
    });
    const [{ sameModel, attacks }] = compareRuns(once, again).models;
    expect(sameModel).toBe(true);
    expect(attacks.map(({ p }) => p === null)).toEqual([true, false]);
    expect(attacks[1].pHolm).toBe(attacks[1].p);
  });

  test('a void model is said to be void', () => {
    const blind = anotherRun({ count: 100, subjects: ['late'], accuracy: () => 0.4 });
    const comparison = compareRuns(robust, blind);
    expect(comparison.models[0].voids).toEqual(['late has learnt nothing']);
    expect(runWarnings(robust, blind, comparison)[0]).toBe(
      'VOID: do not use these differences. late has learnt nothing.',
    );
  });

  test('a void model is not tested, and makes the correction of the others no harsher', () => {
    const options: SyntheticOptions = { count: 60, subjects: ['concat', 'late'], attacks: [decoupling(), few] };
    const a = syntheticRun({ ...options, success: () => 0.4 });
    const b = anotherRun({ ...options, accuracy: (subject) => (subject === 'late' ? 0.4 : 0.94) });
    const [sound, blind] = compareRuns(a, b).models;
    expect(blind.voids).not.toEqual([]);
    expect(blind.attacks.map(({ p, pHolm }) => [p, pHolm])).toEqual([
      [null, null],
      [null, null],
    ]);
    const tested = sound.attacks.map(({ p }) => p ?? 1);
    expect(sound.attacks.map(({ pHolm }) => pHolm)).toEqual(holm(tested));
  });

  test.each<[what: string, a: Attack, b: Attack, warning: string]>([
    [
      'criterion',
      decoupling(),
      { ...decoupling(), criterion: { name: 'label' } },
      'criterion: score-drop (keep 24 candidates, least drop of the score 0.02, score margin) and label',
    ],
    [
      'fill',
      decoupling(),
      { ...decoupling(), fills: { image: 'black' } },
      'fills: audio mean, image mean, text delete, values mean and audio mean, image black, text delete, values mean',
    ],
    ['steps', pgd([{ image: 0.1 }]), { name: 'pgd', budgets: [{ image: 0.1 }], steps: 40 }, 'steps: 20 and 40'],
    ['budgets', pgd([{ image: 0.1 }]), pgd([{ image: 0.2 }]), 'In one run only, so left out: '],
  ])('a difference in %s is warned of', (_, a, b, warning) => {
    const runs = [syntheticRun({ count: 20, attacks: [a] }), anotherRun({ count: 20, attacks: [b] })] as const;
    expect(runWarnings(...runs, compareRuns(...runs))).toEqual([expect.stringContaining(warning)]);
  });

  test('another version of an attack is warned of', () => {
    const a = syntheticRun({ count: 20, attacks: [decoupling()] });
    const b = anotherRun({ count: 20, attacks: [decoupling()] });
    const cells = b.run.expansion.cells.map((cell) => (cell.kind === 'attack' ? { ...cell, version: 99 } : cell));
    const newer: AnalysisInput = { ...b, run: { ...b.run, expansion: { ...b.run.expansion, cells } } };
    expect(runWarnings(a, newer, compareRuns(a, newer))).toEqual([expect.stringMatching(/version: \d+ and 99/)]);
  });

  describe('with noise and missing inputs', () => {
    const options: SyntheticOptions = { count: 300, subjects: ['concat'], attacks: [], accuracy: () => 1 };
    const mild = syntheticRun({
      ...options,
      plan: {
        degradations: [
          { name: 'missing', modalities: ['text'], by: 'mean' },
          { name: 'noise', modalities: ['image'], levels: [0.2, 1] },
        ],
      },
    });
    const harsh = anotherRun({
      ...options,
      plan: {
        degradations: [
          { name: 'noise', modalities: ['image'], levels: [0.9, 1] },
          { name: 'missing', modalities: ['text'], by: 'shuffled' },
        ],
      },
      // Of the other run, nothing is answered rightly any more.
      edit: (record) =>
        record.kind === 'degraded'
          ? { ...record, degraded: { predicted: 1 - record.label, logits: [record.label, 1 - record.label] } }
          : record,
    });
    const comparison = compareRuns(mild, harsh);

    test('they are paired by kind, modalities and level, with difference, interval and test', () => {
      const [{ degradations }] = comparison.models;
      expect(degradations.map(({ title, differences }) => [title, differences])).toEqual([
        ['Without text (mean)', ['replaced by: mean and shuffled']],
        ['Noise 1 on image', []],
      ]);
      const subject = mild.run.expansion.cells.find((cell) => cell.kind === 'model' && cell.role === 'subject') as
        ModelCell | undefined;
      for (const { title, accuracy, p } of degradations) {
        const kept = mild.run.expansion.cells.find(
          (cell) =>
            cell.kind === 'degraded' &&
            cell.model === subject?.model &&
            (title.startsWith('Without') ? cell.degradationIndex === 0 : cell.levelIndex === 1),
        );
        const records = mild.records.filter((record) => record.kind === 'degraded' && record.cell === kept?.id);
        const right = records.filter(
          (record) => record.kind === 'degraded' && record.degraded.predicted === record.label,
        );
        expect(records).toHaveLength(300);
        expect(accuracy.value).toBeCloseTo(right.length / 300, 12);
        expect(accuracy.low).toBeGreaterThan(0.3);
        expect(p).toBeLessThan(0.01);
      }
    });

    test('what differs in them, or is of one run only, is warned of', () => {
      const warnings = runWarnings(mild, harsh, comparison);
      expect(warnings).toContain('Without text (mean): parameters differ in replaced by: mean and shuffled.');
      expect(warnings.at(-1)).toBe(
        'In one run only, so left out: degradation Noise 0.2 on image; degradation Noise 0.9 on image.',
      );
    });

    test('they are corrected together with the attacks', () => {
      const [a, b] = [0.3, 0.5].map((success) =>
        anotherRun({
          ...options,
          subjects: success === 0.3 ? ['concat'] : ['product'],
          attacks: [decoupling()],
          success: () => success,
          plan: { degradations: [{ name: 'noise', modalities: ['image'], levels: [0.5] }] },
        }),
      );
      const [{ attacks, degradations }] = compareRuns(a, b).models;
      const all = [...attacks, ...degradations];
      expect(all.map(({ pHolm }) => pHolm)).toEqual(holm(all.map(({ p }) => p ?? Number.NaN)));
      expect(all).toHaveLength(2);
    });

    test('another version is warned of, and what was computed once more is no test', () => {
      const cells = mild.run.expansion.cells.map((cell) =>
        cell.kind === 'degraded' ? { ...cell, version: 99 } : cell,
      );
      const newer: AnalysisInput = { ...mild, run: { ...mild.run, expansion: { ...mild.run.expansion, cells } } };
      expect(runWarnings(mild, newer, compareRuns(mild, newer))).toContain(
        'Noise 1 on image: parameters differ in version: 1 and 99.',
      );
      expect(compareRuns(mild, mild).models[0].degradations.map(({ p }) => p)).toEqual([null, null, null]);
    });
  });

  test('several subjects are paired by name; one without its counterpart is left out and named', () => {
    const both = syntheticRun({ count: 40 });
    const { models, unpaired } = compareRuns(both, syntheticRun({ count: 40, subjects: ['product', 'late'] }));
    expect(models.map(({ a, b }) => [a, b])).toEqual([['product', 'product']]);
    expect(unpaired).toEqual(['model concat', 'model late']);
  });

  test('whatever but the models may explain a difference is warned of, the data first', () => {
    const other: AnalysisInput = {
      ...anotherRun({ count: 150, subjects: ['concat'], plan: { attackSeed: 3, microBatch: 7 } }),
      state: 'cancelled',
    };
    const changed: AnalysisInput = {
      ...other,
      events: other.events.map((event) => ({ ...event, device: 'cpu', hardware: null, appVersion: '0.2.0' })),
      run: { ...other.run, expansion: { ...other.run.expansion, datasetHash: 'another' } },
    };
    const warnings = runWarnings(robust, changed, compareRuns(robust, changed));
    expect(warnings).toEqual([
      expect.stringMatching(/^Data sets differ: caption-match \w+ and caption-match another\.$/),
      'Samples differ: 200 and 150, of which 150 are in both. Only these are compared.',
      'Run B is cancelled: some of its records are missing.',
      'Attack seeds differ: 0 and 3.',
      'Micro-batch sizes differ: 50 and 7.',
      'Devices differ: wasm on AMD EPYC (2 threads) and cpu.',
      'Program versions differ: 0.1.0 and 0.1.0, 0.2.0.',
    ]);
  });
});
