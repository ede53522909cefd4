import { expect, it } from 'vitest';
import { Recipe } from '../../../src/shared/recipe/recipe';
import { subjectSources } from '../../../src/shared/recipe/subject-sources';
import { TrainingChoice } from '../../../src/shared/training/training';

const sourcesOf = (recipe: object, training: object): readonly string[] =>
  subjectSources({ recipe: Recipe.parse(recipe), training: TrainingChoice.parse(training) }).map(
    ({ of, source }) => `${of}: ${source.title}`,
  );
const encoders = { image: { name: 'cnn' }, text: { name: 'mean-words' } };

it('a subject goes back to its fusion, its encoders and its training, each as it is trained', () => {
  const late = { encoders, fusion: { name: 'late' } };
  expect(sourcesOf(late, { method: 'ensemble' })).toEqual(['fusion: Late fusion, mean of logits']);
  expect(sourcesOf(late, { method: 'adapters' })).toEqual([
    'fusion: Late fusion, mean of logits',
    'training: MMLoRA-style reconstruction, not verified',
  ]);
  const mla = { encoders, fusion: { name: 'mla' } };
  expect(sourcesOf(mla, { method: 'alternating' })).toEqual(['fusion: MLA, entropy fusion']);
  expect(sourcesOf(mla, {})).toEqual(['fusion: Shared head of MLA, all inputs at once, entropy fusion']);
});

it('one input alone goes through no fusion', () => {
  expect(sourcesOf({ encoders: { body: { name: 'umurl' } }, fusion: { name: 'concat' } }, {})).toEqual([
    'encoder: UmURL, one fused stream',
  ]);
});
