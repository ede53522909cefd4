import { expect, test } from 'vitest';
import { baselinesOf, baselineTraining } from '../../../src/shared/models/baseline';
import { parse } from '../../../src/shared/parse';
import { Recipe } from '../../../src/shared/recipe/recipe';
import { TrainingChoice } from '../../../src/shared/training/training';

const encoders = { text: { name: 'mean-words' }, image: { name: 'cnn' } };
const of = (fusion: string): Recipe => parse(Recipe, { encoders, fusion: { name: fusion } }, 'recipe');

test('subjects that share an encoder and a head share its baseline', () => {
  expect(baselinesOf(of('product'))).toEqual(baselinesOf(of('late')));
  expect(baselinesOf(of('product')).map(({ modality }) => modality)).toEqual(['image', 'text']);
  expect(baselinesOf(of('product'))[1].recipe).toEqual({
    ...of('concat'),
    encoders: { text: of('concat').encoders.text },
  });
});

test('a recipe that reads one modality has none', () => {
  expect(baselinesOf(baselinesOf(of('concat'))[0].recipe)).toEqual([]);
});

test('of three modalities there is each alone, and the recipe without each', () => {
  const { encoders: two, ...recipe } = of('product');
  const three: Recipe = { ...recipe, encoders: { ...two, sound: two.image } };
  const baselines = baselinesOf(three);
  expect(baselines.map(({ modality }) => modality)).toEqual([
    ...['image', 'sound', 'text'],
    ...['sound + text', 'image + text', 'image + sound'],
  ]);
  expect(baselines[3]).toMatchObject({
    sees: ['sound', 'text'],
    recipe: { fusion: three.fusion, head: three.head, encoders: { sound: two.image, text: two.text } },
  });
  expect(baselines[0].recipe.fusion).toEqual({ name: 'concat' });
});

test('a plan may train them without what hardens the subject, and with all else', () => {
  const training = parse(
    TrainingChoice,
    { epochs: 3, occlusion: 0.5, adversarial: { imageRadius: 0.5, steps: 2 }, removals: { rate: 0.5 } },
    'training',
  );
  const concat = of('concat');
  expect(baselineTraining({ baselineTraining: 'as-subject' }, training, concat)).toEqual(training);
  expect(baselineTraining({ baselineTraining: 'not-hardened' }, training, concat)).toEqual(
    parse(TrainingChoice, { epochs: 3, occlusion: 0.5 }, 'training'),
  );
});
