import { expect, it } from 'vitest';
import type { DataAnalysis } from '../../src/analysis/data-analysis';
import { modelFlags } from '../../src/analysis/flags/model-flags';
import { unsoundness, unsoundWords } from '../../src/analysis/measures/soundness';
import type { ModelAnalysis } from '../../src/analysis/model-analysis';
import type { ModelResults } from '../../src/analysis/results';
import { rateOfCounts } from '../../src/analysis/statistics/estimate';
import { importedRecipe, type Recipe } from '../../src/shared/recipe/recipe';

const own: Recipe = {
  encoders: { image: { name: 'cnn' } },
  fusion: { name: 'concat' },
  head: { name: 'mlp', hidden: 4 },
} as unknown as Recipe;

/** Of a model that answers every sample alike, half of them rightly. */
function found(recipe: Recipe) {
  const clean = Array.from({ length: 40 }, (_, at) => ({
    ...{ sample: `s${String(at)}`, group: `g${String(at)}`, label: at % 2 },
    clean: { predicted: 0, logits: [1, 0], correct: at % 2 === 0 },
  }));
  const model = { cell: { id: 'm', spec: { recipe } }, clean, attacks: [], degraded: [] } as unknown as ModelResults;
  const unsound = unsoundness(model, { kind: 'commonest', share: 0.5 } as never);
  const analysis = { title: 'A', unsound, accuracy: rateOfCounts(20, 40) } as unknown as ModelAnalysis;
  const flags = modelFlags(analysis, {
    classes: ['no', 'yes'],
    majority: { label: 0, share: 0.5 },
  } as unknown as DataAnalysis);
  return { unsound, advice: flags.map(({ advice }) => advice).join(' ') };
}

it('of a model that was made elsewhere its map is to be looked at, and no training is advised', () => {
  const { unsound, advice } = found(importedRecipe('a'.repeat(64), ['image']));
  expect(unsound.map(({ kind }) => kind)).toEqual(['constant', 'near-chance']);
  expect(advice).toMatch(/look at its map first, at the order of the classes/u);
  expect(advice).not.toMatch(/Train /u);
  expect(unsound.map(unsoundWords)).not.toContain('has learnt nothing');
});

it('one that the lab trains is to be trained longer', () => {
  const { unsound, advice } = found(own);
  expect(advice).toMatch(/Train it longer/u);
  expect(advice).not.toMatch(/map/u);
  expect(unsound.map(unsoundWords)).toContain('has learnt nothing');
});
