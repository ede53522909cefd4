import { expect, it } from 'vitest';
import {
  attackOptions,
  degradationOptions,
  levelsToChoose,
  measureOptions,
} from '../../../../src/renderer/studies/builder/requirement-options';
import { texts } from '../../../../src/renderer/texts/catalogue';
import { RequirementMeasure } from '../../../../src/shared/requirement';

const words = texts.builder.requirements;
const mistakesOnly = 'label-preserving-robust-accuracy';

it('every measure can be chosen where the data can tell mistakes', () => {
  expect(measureOptions(true, 1).map(({ value, disabled }) => [value, disabled])).toEqual(
    RequirementMeasure.options.map((value) => [value, false]),
  );
});

it('a count of mistakes is greyed, with the reason, where the data cannot tell them', () => {
  expect(measureOptions(false, 1).filter(({ disabled }) => disabled)).toEqual([
    {
      value: mistakesOnly,
      label: words.cannot(words.measures[mistakesOnly], words.needsOracle),
      disabled: true,
    },
  ]);
});

it('accuracy with failing inputs is greyed in a plan in which none fails', () => {
  expect(measureOptions(true, 0).filter(({ disabled }) => disabled)).toEqual([
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
