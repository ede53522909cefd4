import { describe, expect, it } from 'vitest';
import type { RecordedRun } from '../../src/analysis/recorded-costs';
import { estimateTime, specsToTime, type TimedSpec } from '../../src/analysis/time-estimate';
import { CertificateChoice } from '../../src/shared/certificates/certificate';
import type { Expansion } from '../../src/shared/plan/plan';
import { syntheticRun } from './synthetic-run';

const { run, models } = syntheticRun({ count: 20 });
const expansion: Expansion = { ...run.expansion, trainedModels: [] };
const evaluated = expansion.cells.filter(({ kind }) => kind !== 'model');
const attacking = expansion.cells.filter(({ kind }) => kind === 'attack');
/** Each model took 12.5 s. */
const seconds = 12.5;
const format = { format: 'muroan.run-costs', formatVersion: 1 } as const;

/** A run whose cells took 2 s per sample each, but what is said of some. */
function recorded(taken: Readonly<Record<string, number>> = {}, without: readonly string[] = []): RecordedRun {
  const cells = evaluated.filter(({ id }) => !without.includes(id));
  return {
    description: run,
    costs: {
      ...format,
      workers: 2,
      cells: Object.fromEntries(cells.map(({ id }) => [id, { seconds: 10 * (taken[id] ?? 2), samples: 10 }])),
    },
  };
}

/** A step of a batch takes 0.8 s, an answer 0.01 s. */
const timedSpecs: readonly TimedSpec[] = expansion.cells.flatMap((cell) =>
  cell.kind === 'model'
    ? [
        {
          spec: cell.spec,
          outline: {
            datasetHash: run.expansion.datasetHash,
            parameters: 10,
            words: 0,
            rows: { train: cell.spec.training.batchSize * 3, validation: 50, test: 20 },
            speed: { device: 'wasm' as const, step: 0.8, scored: 0.01 },
          },
        },
      ]
    : [],
);

describe('in a lab that has computed nothing', () => {
  const nothing = { models: [], runs: [] };

  it('every specification is timed once, whatever its seed', () => {
    const specs = specsToTime(run.plan, expansion, nothing, null);
    expect(specs.length).toBeGreaterThan(0);
    expect(specs.length).toBeLessThanOrEqual(models.length);
    expect(specsToTime(run.plan, expansion, { models, runs: [recorded()] }, null)).toEqual([]);
  });

  it('a certificate takes as many answers as it draws; one that draws nothing a few, and its proof', () => {
    const [subject] = expansion.cells.filter((cell) => cell.kind === 'model' && cell.role === 'subject');
    if (subject.kind !== 'model') throw new Error('A model.');
    const { model } = subject;
    const cell = { kind: 'certificate', id: 'c', model, certificateIndex: 0, version: 1, seed: 0 } as const;
    const estimate = (choice: object, workers = 1): number | null => {
      const cells = [subject, { ...cell, certificate: CertificateChoice.parse(choice) }];
      return estimateTime(run.plan, { ...expansion, cells }, nothing, null, { specs: timedSpecs, workers }).attacks;
    };
    expect(estimate({ name: 'mmcert', kept: { image: 9 }, draws: 100 })).toBeCloseTo(20 * 100 * 0.01, 9);
    expect(estimate({ name: 'crmt' })).toBeCloseTo(20 * 3 * 0.01 + 0.35, 9);
    // Every worker makes the proof for itself.
    expect(estimate({ name: 'crmt' }, 2)).toBeCloseTo(10 * 3 * 0.01 + 0.35, 9);
  });

  it('training is what its steps and scorings take', () => {
    const { training, rough } = estimateTime(run.plan, expansion, nothing, null, { specs: timedSpecs, workers: 1 });
    const expected = expansion.cells.reduce(
      (sum, cell) => (cell.kind === 'model' ? sum + (3 * 0.8 + 50 * 0.01) * cell.spec.training.epochs + 0.2 : sum),
      0,
    );
    expect(training).toBeCloseTo(expected, 6);
    expect(rough).toBe(true);
  });

  it('attacks are the most that each may ask, shared out over the workers', () => {
    const rows = expansion.rows.length;
    const seconds = evaluated.reduce((sum, cell) => {
      if (cell.kind !== 'attack') return sum + 0.01 * rows;
      const { attack } = cell;
      const batch = timedSpecs[0].spec.training.batchSize;
      switch (attack.name) {
        case 'decoupling':
          return sum + attack.maxQueries * (1 + attack.randomSearches) * 0.01 * rows;
        case 'fgsm':
          return sum + (0.8 / batch + 0.01) * rows;
        case 'pgd':
          return sum + ((attack.steps * attack.restarts * 0.8) / batch + 0.01) * rows;
        default:
          throw new Error(attack.name);
      }
    }, 0);
    const timings = { specs: timedSpecs, workers: 4 };
    expect(estimateTime(run.plan, expansion, nothing, null, timings)).toMatchObject({
      attacks: expect.closeTo(seconds / 4, 6) as number,
      notTimed: [],
    });
    // What was computed here says more than what was timed.
    const known = estimateTime(run.plan, expansion, { models, runs: [recorded()] }, null, timings);
    expect(known).toEqual(estimateTime(run.plan, expansion, { models, runs: [recorded()] }));
    expect(known.rough).toBe(false);
  });

  it('steps that attack their own samples do not tell what a gradient takes', () => {
    const hardened = timedSpecs.map(({ spec, outline }) => ({
      outline,
      spec: {
        ...spec,
        training: {
          ...spec.training,
          adversarial: { ...spec.training.adversarial, rate: 1, steps: 3, imageRadius: 0.03 },
        },
      },
    }));
    expect(estimateTime(run.plan, expansion, nothing, null, { specs: hardened, workers: 1 }).attacks).toBeNull();
  });
});

describe('the time a plan may take', () => {
  it('of training is what the same models took, less those that are trained', () => {
    const costs = { models, runs: [] };
    expect(estimateTime(run.plan, expansion, costs)).toMatchObject({
      training: models.length * seconds,
      attacks: null,
    });
    const [first] = models;
    const one = { ...expansion, trainedModels: [first.id] };
    expect(estimateTime(run.plan, one, costs).training).toBe((models.length - 1) * seconds);
    const others = models.map((model) => ({ ...model, spec: { ...model.spec, dataset: 'other' } }));
    expect(estimateTime(run.plan, expansion, { models: others, runs: [] }).training).toBeNull();
  });

  it('of attacks is what their cells took per sample, shared out over the workers', () => {
    const all = evaluated.length * expansion.rows.length;
    const { attacks, notTimed } = estimateTime(run.plan, expansion, { models, runs: [recorded()] });
    expect(attacks).toBeCloseTo((2 * all) / 2, 9);
    expect(notTimed).toEqual([]);
    const half = { ...expansion, rows: expansion.rows.slice(0, expansion.rows.length / 2) };
    expect(estimateTime(run.plan, half, { models, runs: [recorded()] }).attacks).toBeCloseTo(all / 2, 9);
  });

  it('is that of the same recipe where it was timed, and of the same attack on another one elsewhere', () => {
    const [cell, other] = attacking;
    const rows = expansion.rows.length;
    const base = (evaluated.length * rows * 2) / 2;
    const slow = estimateTime(run.plan, expansion, { models, runs: [recorded({ [cell.id]: 12 })] });
    expect(slow.attacks).toBeCloseTo(base + (10 * rows) / 2, 9);
    const lacking = estimateTime(run.plan, expansion, { models, runs: [recorded({}, [other.id])] });
    expect(lacking).toMatchObject({ attacks: expect.closeTo(base, 9) as number, notTimed: [], rough: false });
  });

  it('leaves out what was never timed, and names it; other data tells nothing', () => {
    const never = attacking.map(({ id }) => id);
    const { attacks, notTimed } = estimateTime(run.plan, expansion, { models, runs: [recorded({}, never)] });
    expect(attacks).toBeCloseTo(((evaluated.length - attacking.length) * expansion.rows.length * 2) / 2, 9);
    expect(notTimed.length).toBeGreaterThan(0);
    const elsewhere = recorded();
    const { plan } = elsewhere.description;
    const other = {
      ...elsewhere,
      description: { ...run, plan: { ...plan, data: { ...plan.data, dataset: 'other' } } },
    };
    expect(estimateTime(run.plan, expansion, { models, runs: [other] }).attacks).toBeNull();
  });

  it('of training is shared out over the workers, but no model is trained by two', () => {
    const other = { ...recorded(), costs: { ...recorded().costs, workers: 3 } };
    const { training } = estimateTime(run.plan, expansion, { models, runs: [other] });
    expect(training).toBeCloseTo((models.length * seconds) / 3, 9);
    const many = { ...other, costs: { ...other.costs, workers: 1000 } };
    expect(estimateTime(run.plan, expansion, { models, runs: [many] }).training).toBe(seconds);
  });
});
