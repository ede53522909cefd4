import { expect, it } from 'vitest';
import {
  attackOptions,
  degradationOptions,
  firstMeasure,
  levelsToChoose,
  measureOptions,
  type AskedOf,
} from '../../../../src/renderer/studies/builder/requirement-options';
import { texts } from '../../../../src/renderer/texts/catalogue';

const words = texts.builder.requirements;
const mistakesOnly = 'label-preserving-robust-accuracy';

const asked: AskedOf = { pixels: false, target: undefined, hasOracle: true, degradations: 1 };
const offered = (change: Partial<AskedOf>, chosen = ''): readonly string[] =>
  measureOptions({ ...asked, ...change }, chosen)
    .filter(({ disabled }) => !disabled)
    .map(({ value }) => value);

it('lists the measures of what the models answer, and of nothing else', () => {
  const ofSamples = [
    'accuracy',
    'robust-accuracy',
    mistakesOnly,
    'attack-success-rate',
    'single-source-gap',
    'degraded-accuracy',
  ];
  expect(offered({})).toEqual(ofSamples);
  expect(offered({ target: { kind: 'labels' } })).toEqual([...ofSamples, 'macro-f1', 'robust-macro-f1']);
  expect(offered({ target: { kind: 'value', unit: '', range: [0, 1], tolerance: 1 } })).toEqual([
    ...ofSamples,
    'mean-absolute-error',
    'robust-mean-absolute-error',
  ]);
  expect(offered({ pixels: true })).toEqual(['single-source-gap', 'miou', 'robust-miou', 'degraded-miou']);
  expect([firstMeasure(asked), firstMeasure({ ...asked, pixels: true })]).toEqual(['accuracy', 'miou']);
});

it('one that was chosen for models that answered otherwise is told, with the reason', () => {
  expect(measureOptions({ ...asked, pixels: true }, 'accuracy')[0]).toEqual({
    value: 'accuracy',
    label: words.cannot(words.measures.accuracy, 'counts answers for samples, and every pixel is answered here'),
    disabled: true,
  });
});

it('a count of mistakes is greyed, with the reason, where the data cannot tell them', () => {
  expect(measureOptions({ ...asked, hasOracle: false }, '').filter(({ disabled }) => disabled)).toEqual([
    {
      value: mistakesOnly,
      label: words.cannot(words.measures[mistakesOnly], words.needsOracle),
      disabled: true,
    },
  ]);
});

it('accuracy with failing inputs is greyed in a plan in which none fails', () => {
  expect(measureOptions({ ...asked, degradations: 0 }, '').filter(({ disabled }) => disabled)).toEqual([
    {
      value: 'degraded-accuracy',
      label: words.cannot(words.measures['degraded-accuracy'], words.noDegradations),
      disabled: true,
    },
  ]);
});

it('failing inputs are chosen by number and name, and of several levels one', () => {
  const noise = { name: 'noise', modalities: ['image'], levels: [0.1, 0.5] };
  const missing = { name: 'missing', modalities: ['text'] };
  expect(degradationOptions([noise, missing]).map(({ label }) => label)).toEqual([
    '1. Noise · image',
    '2. Missing modality · text',
  ]);
  expect(levelsToChoose(noise)).toEqual([0.1, 0.5]);
  for (const none of [missing, { ...noise, levels: ['much'] }, undefined]) expect(levelsToChoose(none)).toEqual([]);
});

it('mistakes are counted of removals: other attacks are greyed, with the reason', () => {
  const attacks = [{ name: 'decoupling', modalities: ['image'] }, { name: 'fgsm' }];
  const options = attackOptions(attacks, mistakesOnly);
  expect(options.map(({ disabled }) => disabled)).toEqual([false, true]);
  expect(options[1].label).toContain(words.removesNothing);
  expect(attackOptions(attacks, 'robust-accuracy').map(({ disabled }) => disabled)).toEqual([false, false]);
});
