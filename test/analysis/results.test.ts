import { expect, test } from 'vitest';
import { resultsByModel } from '../../src/analysis/results';
import { syntheticRun } from './synthetic-run';

/** Two subjects that differ in their head alone; the second one is named as a modality. */
const encoders = { image: { name: 'cnn' as const }, text: { name: 'mean-words' as const } };
const heads = [{ name: 'mlp' as const }, { name: 'linear' as const }];
const run = syntheticRun({
  count: 10,
  plan: {
    subjects: heads.map((head, index) => ({
      name: ['fused', 'image'][index],
      recipe: { encoders, fusion: { name: 'concat' as const }, head },
    })),
  },
});

test("a subject's baselines have its head, whatever it is called", () => {
  const results = resultsByModel(run, []);
  expect(results.map(({ cell }) => cell.spec.recipe.head.name)).toEqual(['mlp', 'linear']);
  for (const { cell, baselines } of results) {
    expect(baselines.map(({ modality }) => modality)).toEqual(['image', 'text']);
    expect(baselines.map((baseline) => baseline.cell.spec.recipe.head)).toEqual(Array(2).fill(cell.spec.recipe.head));
    expect(baselines.map(({ clean }) => clean.length)).toEqual([10, 10]);
  }
});

test('a baseline that is not there is not replaced by another', () => {
  const { expansion } = run.run;
  const cells = expansion.cells.filter(
    (cell) => cell.kind !== 'model' || cell.role === 'subject' || cell.spec.recipe.head.name === 'mlp',
  );
  const [fused, image] = resultsByModel({ ...run, run: { ...run.run, expansion: { ...expansion, cells } } }, []);
  expect(fused.baselines).toHaveLength(2);
  expect(image.baselines).toEqual([]);
});
