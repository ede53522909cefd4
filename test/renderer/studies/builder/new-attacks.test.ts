import { expect, it } from 'vitest';
import { PlanDraft } from '../../../../src/renderer/plans/plan-draft';
import { newAttacks } from '../../../../src/renderer/studies/builder/new-attacks';
import { attackFacts } from '../../../../src/shared/attacks/registry';
import type { AttackName } from '../../../../src/shared/attacks/attack';
import type { ModalitySpecs } from '../../../../src/shared/data/modality';
import { planText } from '../../../../src/shared/plan/plan-file';
import { starterAttacks } from '../../../../src/shared/planning/attack-presets';
import { demoPlans } from '../../../../src/shared/planning/demo-plans';

const specs: ModalitySpecs = {
  image: { kind: 'image', height: 28, width: 28, channels: 1, mean: [0], std: [1] },
  text: { kind: 'text', maxWords: 12 },
};
const { attacks } = PlanDraft.parse(JSON.parse(planText(demoPlans('quick')[0])));
const names = Object.keys(attackFacts) as AttackName[];

it.each(names)('%s added a second time adds nothing', (name) => {
  const first = newAttacks([], starterAttacks(name, specs, 'other'));
  expect(first.length).toBeGreaterThan(0);
  expect(newAttacks(first, starterAttacks(name, specs, 'other'))).toEqual([]);
});

it('what the sample study has is not added to it again', () => {
  expect(attacks.some(({ name }) => name === 'decoupling')).toBe(true);
  expect(newAttacks(attacks, starterAttacks('decoupling', specs))).toEqual([]);
});

it('of an attack whose budgets are there in part, the others are added', () => {
  const [image] = newAttacks([], starterAttacks('fgsm', specs));
  const [, ...others] = image.budgets!;
  const known = { ...image, budgets: [image.budgets![0]] };
  expect(newAttacks([known], starterAttacks('fgsm', specs)).at(0)?.budgets).toEqual(others);
});

it('radii are as a person writes them', () => {
  const [image] = newAttacks([], starterAttacks('pgd', specs));
  expect(image.budgets).toContainEqual({ image: '8/255' });
});
