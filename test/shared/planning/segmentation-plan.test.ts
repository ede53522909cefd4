import { expect, test } from 'vitest';
import { attackSettings } from '../../../src/analysis/attack-setting';
import { wholeOnOne } from '../../../src/analysis/segmentation/split-budget';
import { budgetIndices } from '../../../src/shared/attacks/attack';
import type { AttackCell } from '../../../src/shared/plan/plan';
import { segmentationPlan } from '../../../src/shared/planning/segmentation-plan';

test.each(['quick', 'standard', 'full'] as const)(
  'the study of segmentation in its %s size spends every budget on each sensor, and on both shared',
  (size) => {
    const cells = segmentationPlan(size).attacks.flatMap((attack, attackIndex) =>
      budgetIndices(attack).map((budgetIndex): AttackCell => {
        const id = `${String(attackIndex)}/${String(budgetIndex)}`;
        return { kind: 'attack', id, model: 'm', attackIndex, budgetIndex, attack, version: 1, seed: 0 };
      }),
    );
    const settings = attackSettings(cells, {});
    const shared = cells.filter(({ attack }) => 'share' in attack && attack.share === 'matched');
    // FGSM and PGD at three budgets, and the strongest at the largest where there is time for it.
    expect(shared).toHaveLength(size === 'quick' ? 6 : 7);
    for (const cell of shared) {
      const family = settings.find(({ key }) => key === cell.id)?.family ?? '';
      const alone = wholeOnOne(cell, family, settings);
      expect(alone.map(({ modalities }) => modalities)).toEqual([['rgb'], ['heat']]);
    }
  },
);
