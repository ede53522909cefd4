import { expect, it } from 'vitest';
import { compareRuns } from '../../src/analysis/comparison/run-comparison';
import { pValue } from '../../src/analysis/format';
import { differenceTable } from '../../src/cli/commands/runs/difference-table';
import { decoupling, pgd, syntheticRun } from '../analysis/synthetic-run';

it('prints every difference with its interval, and p of what is tested, as the analysis has them', () => {
  const attacks = [decoupling(), pgd([{ image: 0.1 }])];
  const degradations = [{ name: 'noise' as const, modalities: ['image'], levels: [1] }];
  const [a, b] = [0.3, 0.5].map((success, index) => {
    const { run, ...rest } = syntheticRun({
      subjects: ['concat'],
      attacks,
      success: () => success,
      plan: { degradations },
    });
    return { ...rest, run: { ...run, id: `${run.id.slice(0, -1)}${String(index)}` } };
  });
  const [model] = compareRuns(a, b).models;
  const masked = { ...model, attacks: model.attacks.map((attack) => ({ ...attack, masks: ['m'] })) };
  const shown = differenceTable(masked, { width: 200, heading: (text) => text });
  expect(shown.filter((line) => /^robust accuracy .* masked\b/u.test(line))).toHaveLength(2);
  expect(shown.join()).not.toContain('void');
  const [heading, ...lines] = differenceTable(model, { width: 200, heading: (text) => text }).map((line) =>
    line.split(/ {2,}/),
  );
  expect(heading).toEqual(['measure', 'condition', 'difference', 'p', 'adjusted p', 'n']);
  expect(lines.map(([measure]) => measure)).toEqual([
    'clean accuracy',
    'robust accuracy',
    'removed share',
    'robust accuracy',
    'degraded accuracy',
  ]);
  const isTested = ([measure]: readonly string[]): boolean => /^(?:robust|degraded) accuracy$/u.test(measure);
  const tested = lines.filter(isTested);
  expect(tested.map((cells) => cells.slice(3, 5))).toEqual(
    [...model.attacks, ...model.degradations].map(({ p, pHolm }) => [pValue(p), pValue(pHolm)]),
  );
  // Of several tests the smallest p is multiplied, so the columns cannot be mixed up unseen.
  expect(model.attacks.some(({ p, pHolm }) => pValue(p) !== pValue(pHolm))).toBe(true);
  for (const cells of lines.filter((line) => !isTested(line))) {
    expect(cells.filter((cell) => cell === pValue(0) || /^\d\.\d{3}$/.test(cell))).toEqual([]);
  }
});
