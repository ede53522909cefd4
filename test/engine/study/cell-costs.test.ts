import { describe, expect, it } from 'vitest';
import { CellCosts } from '../../../src/engine/study/cell-costs';
import { AttackChoice } from '../../../src/shared/attacks/attack';
import type { AttackCell } from '../../../src/shared/plan/plan';

describe('what is left of cells that cost differently', () => {
  const attack = AttackChoice.parse({ name: 'pgd', budgets: [{ image: 0.1 }] });
  const cell = (model: string, attackIndex: number): AttackCell => ({
    kind: 'attack',
    id: `${model}/${attackIndex}`,
    model,
    attack,
    attackIndex,
    budgetIndex: 0,
    version: 1,
    seed: 1,
  });
  const [slow, fast] = [cell('a', 0), cell('a', 1)];
  const [slowOfB, fastOfB] = [cell('b', 0), cell('b', 1)];
  const cells = [slow, fast, slowOfB, fastOfB];
  const costs = (): CellCosts => new CellCosts(cells, new Map(cells.map(({ id }) => [id, 100])), 2);

  it('is not told while a kind of cell has not run', () => {
    const known = costs();
    expect(known.remaining()).toBeNull();
    known.record(slow, 10, 40);
    expect(known.remaining()).toBeNull();
  });

  it('counts every cell at its own cost, or at that of the same attack on another model', () => {
    const known = costs();
    known.record(slow, 10, 40);
    known.record(fast, 10, 1);
    expect(known.remaining()).toBeCloseTo((90 * 4 + 90 * 0.1 + 100 * 4 + 100 * 0.1) / 2);
    known.record(slowOfB, 10, 80);
    expect(known.remaining()).toBeCloseTo((90 * 4 + 90 * 0.1 + 90 * 8 + 100 * 0.1) / 2);
    known.record(fastOfB, 100, 10);
    known.record(slow, 90, 360);
    known.record(fast, 90, 9);
    expect(known.remaining()).toBeCloseTo((90 * 8) / 2);
    known.record(slowOfB, 90, 720);
    expect(known.remaining()).toBe(0);
  });
});
