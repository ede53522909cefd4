/**
 * One table of all attacks: what the framework promises of each, whoever wrote it, on every set of modalities and norm, and
 * the kinds of model by turns; the rest of rows with kinds is among the long tests. What is asked is measured outside of the
 * framework, from the values that it judged.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { AttackChoice, factsOf, perturbs, type AttackName } from '../../../src/shared/attacks/attack';
import type { SampleRecord } from '../../../src/shared/records/record';
import { initBackend } from '../../../src/engine/backends/registry';
import { byTurns, kinds, names } from './attack-table';
import { cheapSettings as settings, normsOf } from './cheap-settings';
import { imageAndText, inMemoryDataset, randomSamples } from './in-memory';
import { answered, held, recordsOf } from './promises';
import { randomModel } from './random-model';

beforeAll(() => initBackend('wasm'));

const plain = inMemoryDataset(randomSamples(4));

describe('every attack × set of modalities × norm, on kinds of model by turns', () => {
  it('every attack meets every kind of model', () => {
    for (const name of names) {
      const met = new Set(byTurns.flatMap(([, kind, , attack]) => (attack.name === name ? [kind] : [])));
      expect(met.size, name).toBeGreaterThanOrEqual(Math.min(kinds.length, 6));
    }
  });

  it.each(byTurns)('%s: %s', async (_title, _kind, recipe, attack) => {
    const model = randomModel(recipe, imageAndText);
    await held(model, await answered(model, plain), attack);
    model.dispose();
  });
});

function isSuccess(record: SampleRecord): boolean {
  switch (record.kind) {
    case 'edit':
    case 'perturbation':
      return record.outcome?.success === true;
    case 'removal':
      return record.found !== null;
    case 'clean':
    case 'degraded':
    case 'certificate':
    case 'leads':
    case 'pixels':
    case 'pixel-votes':
      return false;
    default:
      return record satisfies never;
  }
}

/** Is the cross-entropy to rise under it? Not where there is no budget. */
function isToRaise(attack: AttackChoice): boolean {
  if (!perturbs(attack)) return false;
  const hasBudget = Object.values(attack.budgets[0]).some((radius) => radius > 0);
  return hasBudget && factsOf(attack).climbsCrossEntropy(attack) && factsOf(attack).gradientSteps(attack) > 0;
}

function risenShare(records: readonly SampleRecord[]): number {
  const risen = records.filter(
    (record) =>
      record.kind === 'perturbation' && record.outcome !== null && record.outcome.loss[1] > record.outcome.loss[0],
  );
  return risen.length / records.length;
}

describe('on average stronger', () => {
  /** Larger budgets, or more steps and queries, of the same attack; nothing of one that has neither. */
  const stronger: Readonly<Record<AttackName, readonly (readonly [weak: object, strong: object])[]>> = {
    decoupling: [[{ maxQueries: 2 }, { maxQueries: 200 }]],
    'lab-search': [
      [
        { allowance: 'fixed', queries: 4 },
        { allowance: 'fixed', queries: 80 },
      ],
    ],
    exhaustive: [],
    fgsm: [],
    pgd: [
      [
        { steps: 1, restarts: 1 },
        { steps: 10, restarts: 2 },
      ],
    ],
    mim: [
      [
        { steps: 1, restarts: 1 },
        { steps: 10, restarts: 2 },
      ],
    ],
    apgd: [
      [
        { steps: 1, restarts: 1 },
        { steps: 10, restarts: 2 },
      ],
    ],
    mfa: [[{ steps: 1 }, { steps: 20, restarts: 3 }]],
    square: [[{ queries: 2 }, { queries: 100 }]],
    hopskipjump: [
      [
        { queries: 20, firstEstimate: 4 },
        { queries: 300, firstEstimate: 8 },
      ],
    ],
    transfer: [
      [
        { source: 'other', steps: 1 },
        { source: 'other', steps: 10 },
      ],
    ],
    ensemble: [
      [
        { steps: 1, queries: 1 },
        { steps: 5, queries: 30 },
      ],
    ],
    hotflip: [[{ maxEdits: 1 }, { maxEdits: 4, candidates: 100 }]],
    misspell: [
      [
        { maxEdits: 1, tries: 1 },
        { maxEdits: 8, tries: 30, keepEnds: false },
      ],
    ],
  };
  const many = inMemoryDataset(randomSamples(16));

  it.each(names)('%s: with a larger budget, and with more steps or queries', async (name) => {
    const model = randomModel(kinds[0][1], imageAndText);
    const dataset = await answered(model, many);
    const successes = async (own: object): Promise<number> => {
      const common =
        normsOf(name).length === 0
          ? { modalities: factsOf({ name }).kind === 'edit' ? ['text'] : ['image', 'text'] }
          : { budgets: [{ image: 0.05 }], randomNoises: 1 };
      const attack = AttackChoice.parse({ name, ...common, ...own });
      const records = await recordsOf(model, dataset, attack);
      if (isToRaise(attack)) expect(risenShare(records), 'the loss rises').toBeGreaterThan(0.8);
      return records.filter(isSuccess).length;
    };
    if (normsOf(name).length > 0) {
      const [none, small, large] = [
        await successes({ ...settings[name][0], budgets: [{ image: 0 }] }),
        await successes({ ...settings[name][0], budgets: [{ image: 0.02 }] }),
        await successes({ ...settings[name][0], budgets: [{ image: 0.5 }] }),
      ];
      expect(none, 'nothing succeeds with none').toBe(0);
      expect(large).toBeGreaterThan(small);
    }
    for (const [weak, strong] of stronger[name]) {
      expect(await successes(strong), JSON.stringify(strong)).toBeGreaterThan(await successes(weak));
    }
    model.dispose();
  });
});
