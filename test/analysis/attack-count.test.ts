import { expect, test } from 'vitest';
import { attackCount } from '../../src/analysis/attack-count';
import { AttackChoice } from '../../src/shared/attacks/attack';

const decoupling = AttackChoice.parse({ name: 'decoupling', modalities: ['image'] });
const pgd = AttackChoice.parse({ name: 'pgd', budgets: [{ image: 0.1 }, { image: 0.2 }, { text: 1 }] });

test.each([
  [[decoupling], '1 attack'],
  [[decoupling, decoupling], '2 attacks'],
  [[decoupling, pgd], '2 attacks at 4 budgets'],
  [[], '0 attacks'],
])('attacks are counted as listed, and at each budget (%#)', (attacks, text) => {
  expect(attackCount(attacks)).toBe(text);
});
