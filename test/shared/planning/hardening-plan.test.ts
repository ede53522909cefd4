import { describe, expect, test } from 'vitest';
import { plainTwin } from '../../../src/analysis/hardening/plain-twin';
import { holm, seedsNeeded } from '../../../src/analysis/statistics/significance';
import type { ModalitySpecs } from '../../../src/shared/data/modality';
import { hardeningPlan } from '../../../src/shared/planning/hardening-plan';
import { adversarialRadii } from '../../../src/shared/training/training';

const modalities: ModalitySpecs = {
  image: { kind: 'image', height: 28, width: 28, channels: 1, mean: [0.5], std: [0.5] },
  text: { kind: 'text', maxWords: 12 },
};

describe.each(['quick', 'standard', 'full'] as const)('the study of hardening in its %s size', (size) => {
  const plan = hardeningPlan(size);

  test('sets PGD on each input, on both, and training on removals beside the same model, trained plainly', () => {
    const [plain, ...hardened] = plan.subjects;
    expect(plan.reference).toBe(plain.name);
    expect(hardened.map((subject) => plainTwin(subject, plan.subjects))).toEqual(hardened.map(() => plain));
    const trained = hardened.map(({ training }) => Object.keys(adversarialRadii(training, modalities)));
    expect(trained).toEqual([['image'], ['text'], ['image', 'text'], []]);
    expect(hardened.map(({ training }) => training.removals.rate > 0)).toEqual([false, false, false, true]);
  });

  test('states its measure, attacks by removals from both and each, and by PGD at the radii of training', () => {
    expect(plan.primaryMeasure).toBe('removed-area');
    const removals = plan.attacks.flatMap((attack) => (attack.name === 'decoupling' ? [attack.modalities] : []));
    expect(removals).toEqual([['image', 'text'], ['image'], ['text']]);
    const budgets = plan.attacks.flatMap((attack) => (attack.name === 'pgd' ? attack.budgets : []));
    for (const { training } of plan.subjects.slice(1, 4)) {
      expect(budgets).toContainEqual(adversarialRadii(training, modalities));
      expect(plan.attacks.every((attack) => attack.name !== 'pgd' || attack.norm === training.adversarial.norm)).toBe(
        true,
      );
    }
  });
});

test('of ten seeds one that differs a little leaves every comparison of the long form below 0.05', () => {
  const { seeds, subjects, attacks } = hardeningPlan('full');
  expect(seeds.length).toBeGreaterThanOrEqual(seedsNeeded);
  const comparisons = (subjects.length - 1) * attacks.filter(({ name }) => name === 'decoupling').length;
  const adjusted = (signs: number): number =>
    Math.max(...holm(new Array<number>(comparisons).fill(signs / 2 ** seeds.length)));
  expect(adjusted(4)).toBeLessThan(0.05);
  expect(hardeningPlan('quick').seeds).toHaveLength(1);
});
