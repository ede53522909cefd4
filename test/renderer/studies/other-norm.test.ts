import { expect, it } from 'vitest';
import { inOtherNorm } from '../../../src/renderer/studies/other-norm';
import { usualRadius } from '../../../src/shared/planning/attack-presets';
import type { ModalitySpecs } from '../../../src/shared/data/modality';

const specs: ModalitySpecs = {
  image: { kind: 'image', height: 8, width: 8, channels: 1, mean: [0], std: [1] },
  text: { kind: 'text', maxWords: 4 },
};

it('radii become as large beside the usual one as they were, fractions too; what is no number stays', () => {
  const attack = {
    name: 'pgd',
    norm: 'l2',
    budgets: [
      { image: '8/255', text: 0.04 },
      { image: 'many', other: 1 },
    ],
  };
  const { image, text } = usualRadius;
  expect(image.linf).toBe(8 / 255);
  expect(inOtherNorm(attack, 'linf', specs)).toEqual({
    ...attack,
    budgets: [
      { image: image.l2, text: 2 * text.l2 },
      { image: 'many', other: 1 },
    ],
  });
});
