import { expect, it } from 'vitest';
import { perturbs } from '../../../src/shared/attacks/attack';
import type { StudyPlan } from '../../../src/shared/plan/plan';
import { seedTest } from '../../../src/analysis/statistics/significance';
import { plannedComparisons } from '../../../src/shared/planning/planned-comparisons';
import { adaptersPlan } from '../../../src/shared/planning/adapters-plan';
import { alternatingPlan } from '../../../src/shared/planning/alternating-plan';
import { contrastPlan } from '../../../src/shared/planning/contrast-plan';
import { fusionsPlan } from '../../../src/shared/planning/fusions-plan';
import { hardeningPlan } from '../../../src/shared/planning/hardening-plan';
import { scalesPlan } from '../../../src/shared/planning/scales-plan';
import { streamsPlan } from '../../../src/shared/planning/streams-plan';
import { systemsPlan } from '../../../src/shared/planning/systems-plan';

// Of pixels nothing is tested that is corrected for its number. What the others compare lies in spaces that models share.
it.each([
  ...[hardeningPlan, fusionsPlan, scalesPlan, adaptersPlan, alternatingPlan],
  ...[contrastPlan, streamsPlan, systemsPlan],
])('can come out by its seeds in its long form: %o', (planOf) => {
  const plan = planOf('full');
  const comparisons = plannedComparisons(plan, {});
  expect(comparisons).toBeGreaterThan(0);
  const { p } = seedTest(plan.seeds.map(() => 1));
  expect((p ?? 1) * comparisons).toBeLessThan(0.05);
});

it('counts one comparison of every pair by accuracy, or one under every attack and budget that its measure is of', () => {
  const plan = systemsPlan('full');
  const pairs = plan.subjects.length - 1;
  const many = plan.attacks.map((attack) =>
    perturbs(attack) ? { ...attack, budgets: [...attack.budgets, ...attack.budgets] } : attack,
  );
  const count = (changed: Partial<StudyPlan>): number => plannedComparisons({ ...plan, ...changed }, {});
  expect(count({})).toBe(pairs * 4);
  expect(count({ attacks: many })).toBe(pairs * 7);
  expect(count({ primaryMeasure: 'removed-area' })).toBe(pairs);
  expect(count({ primaryMeasure: 'accuracy' })).toBe(pairs);
  // A radius on words is one in every model's own space, which ranks none.
  const text = { kind: 'text' as const, maxWords: 3 };
  expect(plannedComparisons(plan, { watch: text })).toBe(pairs * 2);
});
