import { describe, expect, test } from 'vitest';
import { analyse } from '../../../src/analysis/analyse';
import { budgetCharts } from '../../../src/renderer/results/budget-curves';
import { removalAccuracyCharts } from '../../../src/renderer/results/removal-accuracy';
import { decoupling, pgd, syntheticRun } from '../../analysis/synthetic-run';

const analysis = analyse(
  syntheticRun({ count: 60, subjects: ['concat'], attacks: [decoupling(), pgd([{ image: 0.2 }, { image: 0.1 }])] }),
);
const models = analysis.subjects.flatMap((subject) => subject.models);

interface Drawn {
  readonly mode: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
}

describe('accuracy against the budget', () => {
  test('of removals: begins at the accuracy of what was attacked, falls, ends at the robust accuracy', () => {
    const [chart] = removalAccuracyCharts(models, analysis.attacks);
    const [line] = chart.data as unknown as readonly Drawn[];
    const [{ attacked, n, robustAccuracy }] = models[0].removals;
    expect(line.y[0]).toBeCloseTo((attacked / n) * 100, 9);
    expect(line.y.every((value, index) => index === 0 || value <= line.y[index - 1])).toBe(true);
    expect(line.y.at(-1)).toBeCloseTo((robustAccuracy.value ?? NaN) * 100, 9);
  });

  test('of gradient attacks: the clean accuracy at 0, then every radius in ascending order', () => {
    const [chart] = budgetCharts(models, analysis.attacks);
    const [line] = chart.data as unknown as readonly Drawn[];
    const [larger, smaller] = models[0].perturbations;
    expect(line.x).toEqual([0, 0.1, 0.2]);
    expect(line.y).toEqual(
      [models[0].accuracy, smaller.robustAccuracy, larger.robustAccuracy].map(({ value }) => (value ?? NaN) * 100),
    );
  });
});
