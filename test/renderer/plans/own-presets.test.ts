import { expect, it } from 'vitest';
import { keptOf, withPreset } from '../../../src/renderer/plans/own-presets';
import { PlanDraft } from '../../../src/renderer/plans/plan-draft';
import { withAttackBack, withoutAttack } from '../../../src/renderer/studies/plan-edits';

const plan = PlanDraft.parse({
  name: 'one',
  data: { dataset: 'caption-match' },
  subjects: [{ name: 'a', recipe: { encoders: { image: { name: 'cnn' } }, fusion: { name: 'concat' } } }],
  degradations: [{ name: 'noise', modalities: ['image'], levels: [0.5] }],
  attacks: [{ name: 'fgsm' }, { name: 'pgd' }, { name: 'decoupling' }],
  requirements: [
    { measure: 'robust-accuracy', attack: 1, comparison: 'at-least', threshold: 0.5 },
    { measure: 'robust-accuracy', attack: 2, comparison: 'at-least', threshold: 0.6 },
  ],
});

it('a preset puts its attacks, degradations and requirements into another plan, and nothing else', () => {
  const other = { ...plan, name: 'two', attacks: [], degradations: [], requirements: [] };
  expect(withPreset(other, keptOf(plan))).toEqual({ ...plan, name: 'two' });
  expect(withPreset(other, { attacks: [{ radius: 1 }], degradations: [], requirements: [] })).toBeNull();
  expect(withPreset(other, { attacks: [], degradations: [{ levels: [1] }], requirements: [] })).toBeNull();
  // As undoing has it.
  expect({ ...withPreset(plan, keptOf(other)), ...keptOf(plan) }).toEqual(plan);
});

it('an attack comes back with the requirements that pointed to it, and what was edited since stays', () => {
  const without = withoutAttack(plan, 1);
  expect(without.requirements.map(({ attack }) => attack)).toEqual([undefined, 1]);
  const edited = { ...without, name: 'renamed', attacks: [...without.attacks, { name: 'fgsm', norm: 'l2' }] };
  const back = withAttackBack(edited, plan, 1);
  expect(back.name).toBe('renamed');
  expect(back.attacks.map(({ name }) => name)).toEqual(['fgsm', 'pgd', 'decoupling', 'fgsm']);
  expect(back.requirements).toEqual(plan.requirements);
});
