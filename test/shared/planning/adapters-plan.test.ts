import { describe, expect, it } from 'vitest';
import { comparedPairs } from '../../../src/shared/plan/compared-pairs';
import { seedsNeeded } from '../../../src/analysis/statistics/significance';
import { adapterRanks, adaptersPlan, adaptersPresetLimit } from '../../../src/shared/planning/adapters-plan';
import { shippedFacts } from '../../../src/shared/planning/shipped-facts';
import { canonicalJson } from '../../../src/shared/identity';
import { encodersFrom } from '../../../src/shared/recipe/shared-encoders';

describe.each(['quick', 'standard', 'full'] as const)('the study of adapters in its %s size', (size) => {
  const plan = adaptersPlan(size);
  const dataset = plan.data.dataset;

  it('compares every rank, and all weights, with the ensemble by accuracy', () => {
    const names = plan.subjects.map(({ name }) => name);
    const pairs = comparedPairs(names, plan);
    expect(pairs).toHaveLength(1 + adapterRanks.length);
    expect(new Set(pairs.map(([, b]) => b))).toEqual(new Set(['ensemble (UME)']));
    const ranks = plan.subjects.flatMap(({ training }) =>
      training.method === 'adapters' ? [training.adapting.adapterRank] : [],
    );
    expect(ranks).toEqual([1, 2, 4, 8, 16]);
    expect(plan.primaryMeasure).toBe('accuracy');
  });

  it('trains one ensemble for each seed, which is the reference and what all others go on from', () => {
    const [ume, ...others] = plan.subjects.map(({ recipe, training }) => ({ dataset, recipe, training, seed: 0 }));
    expect(encodersFrom(ume)).toBeNull();
    for (const spec of others) expect(canonicalJson(encodersFrom(spec))).toBe(canonicalJson(ume));
  });

  it('has in full so many seeds that six comparisons can come out either way', () => {
    if (size !== 'full') return;
    const least = (6 * 2) / 2 ** plan.seeds.length;
    expect(least).toBeLessThan(0.05);
    expect(2 * least).toBeGreaterThan(0.05);
    expect(plan.seeds.length).toBeGreaterThanOrEqual(seedsNeeded);
  });

  it('says that its adapters are a reconstruction', () => {
    expect(plan.question).toContain('reconstruction, not verified');
  });
});

it('is offered of classes of two inputs or more', () => {
  expect(adaptersPresetLimit(shippedFacts['digit-trio'])).toBeNull();
  expect(adaptersPresetLimit(undefined)).toBeNull();
  expect(adaptersPresetLimit(shippedFacts.scenes)).toContain('every pixel');
  expect(adaptersPresetLimit(shippedFacts['digit-sum'])).toContain('another thing');
  expect(adaptersPresetLimit({ modalities: { text: { kind: 'text', maxWords: 3 } } })).toContain('two inputs');
});
