import { describe, expect, it } from 'vitest';
import { comparedPairs } from '../../../src/shared/plan/compared-pairs';
import { seedsNeeded } from '../../../src/analysis/statistics/significance';
import { scalesPlan, scalesPresetLimit } from '../../../src/shared/planning/scales-plan';
import { shippedFacts } from '../../../src/shared/planning/shipped-facts';
import { CrossmodalMemory } from '../../../src/shared/recipe/fusions';
import { fusionSource } from '../../../src/shared/recipe/fusion-source';
import { trainedRecipe } from '../../../src/shared/recipe/recipe';

describe.each(['quick', 'standard', 'full'] as const)('the study of scales in its %s size', (size) => {
  const plan = scalesPlan(size);

  it('has every memory, alike in all else, each compared with MulT by accuracy', () => {
    const recipes = plan.subjects.map(({ recipe }) => recipe);
    expect(recipes.map(({ fusion }) => fusion.name === 'mult' && fusion.memory)).toEqual([...CrossmodalMemory.options]);
    const rest = recipes.map((recipe) => JSON.stringify({ ...recipe, fusion: { ...recipe.fusion, memory: null } }));
    expect(new Set(rest).size).toBe(1);
    expect(new Set(plan.subjects.map(({ training }) => JSON.stringify(training))).size).toBe(1);
    const names = plan.subjects.map(({ name }) => name);
    expect(comparedPairs(names, plan).map(([, b]) => b)).toEqual(new Array(4).fill('level 0 only (MulT)'));
    expect(plan.primaryMeasure).toBe('accuracy');
  });

  it('has levels to read, and in full so many seeds that four comparisons can come out either way', () => {
    for (const { recipe } of plan.subjects) expect(recipe.fusion).toMatchObject({ layers: size === 'quick' ? 2 : 3 });
    if (size !== 'full') return;
    const least = (4 * 2) / 2 ** plan.seeds.length;
    expect(least).toBeLessThan(0.05);
    expect(2 * least).toBeGreaterThan(0.05);
    expect(plan.seeds.length).toBeGreaterThanOrEqual(seedsNeeded);
  });
});

it('never calls a reconstruction what it goes back to', () => {
  for (const { recipe } of scalesPlan('full').subjects) {
    const { fusion } = trainedRecipe(recipe);
    const { title, fidelity } = fusionSource(fusion);
    const isPlain = fusion.name === 'mult' && fusion.memory === 'level-0';
    expect(fidelity).toBe(isPlain ? 'variant' : 'reconstruction');
    expect(title.includes('not verified')).toBe(!isPlain);
  }
  expect(scalesPlan('full').question).toContain('not verified');
});

it('is offered of two inputs or more, and not of pixels', () => {
  expect(scalesPresetLimit(shippedFacts['cued-values'])).toBeNull();
  expect(scalesPresetLimit(undefined)).toBeNull();
  expect(scalesPresetLimit(shippedFacts.scenes)).toContain('every pixel');
  expect(scalesPresetLimit({ modalities: { text: { kind: 'text', maxWords: 3 } } })).toContain('two inputs');
});
