import { expect, it } from 'vitest';
import { attackOptions, measureOptions } from '../../../../src/renderer/studies/builder/requirement-options';
import { texts } from '../../../../src/renderer/texts/catalogue';
import { RequirementMeasure } from '../../../../src/shared/requirement';

const words = texts.builder.requirements;
const mistakesOnly = 'label-preserving-robust-accuracy';

it('every measure can be chosen where the data can tell mistakes', () => {
  expect(measureOptions(true).map(({ value, disabled }) => [value, disabled])).toEqual(
    RequirementMeasure.options.map((value) => [value, false]),
  );
});

it('a count of mistakes is greyed, with the reason, where the data cannot tell them', () => {
  expect(measureOptions(false).filter(({ disabled }) => disabled)).toEqual([
    {
      value: mistakesOnly,
      label: words.cannot(words.measures[mistakesOnly], words.needsOracle),
      disabled: true,
    },
  ]);
});

it('mistakes are counted of removals: other attacks are greyed, with the reason', () => {
  const attacks = [{ name: 'decoupling', modalities: ['image'] }, { name: 'fgsm' }];
  const options = attackOptions(attacks, mistakesOnly);
  expect(options.map(({ disabled }) => disabled)).toEqual([false, true]);
  expect(options[1].label).toContain(words.removesNothing);
  expect(attackOptions(attacks, 'robust-accuracy').map(({ disabled }) => disabled)).toEqual([false, false]);
});
