import { expect, it } from 'vitest';
import { changedAt } from '../../../src/renderer/workspace/changed-at';

const plan = { name: 'A', attacks: [{ name: 'pgd', steps: 2 }, { name: 'fgsm' }], seeds: [0] };

it.each([
  ['nothing', structuredClone(plan), null],
  ['one field', { ...plan, name: 'B' }, ['name']],
  [
    'one field deep inside',
    { ...plan, attacks: [{ name: 'pgd', steps: 3 }, { name: 'fgsm' }] },
    ['attacks', '0', 'steps'],
  ],
  [
    'a field that is new',
    {
      ...plan,
      attacks: [
        { name: 'pgd', steps: 2 },
        { name: 'fgsm', seed: 1 },
      ],
    },
    ['attacks', '1', 'seed'],
  ],
  ['two fields of one part', { ...plan, attacks: [{ name: 'x', steps: 3 }, { name: 'fgsm' }] }, ['attacks', '0']],
  ['fields of two parts', { ...plan, name: 'B', seeds: [1] }, []],
  ['an item more', { ...plan, seeds: [0, 1] }, ['seeds', '1']],
  ['a list that is none any more', { ...plan, seeds: { 0: 0 } }, ['seeds']],
])('finds where two values differ: %s', (_, after, place) => {
  expect(changedAt(plan, after)).toEqual(place);
});
