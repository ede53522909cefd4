import { expect, it } from 'vitest';
import { compareRuns } from '../../src/analysis/comparison/run-comparison';
import { pValue } from '../../src/analysis/format';
import { differenceTable } from '../../src/cli/commands/runs/difference-table';
import { decoupling, pgd, syntheticRun } from '../analysis/synthetic-run';

it('prints every difference with its interval, and p of what is tested, as the analysis has them', () => {
  const attacks = [decoupling(), pgd([{ image: 0.1 }])];
  const [a, b] = [0.3, 0.5].map((success, index) => {
    const { run, ...rest } = syntheticRun({ subjects: ['concat'], attacks, success: () => success });
    return { ...rest, run: { ...run, id: `${run.id.slice(0, -1)}${String(index)}` } };
  });
  const [model] = compareRuns(a, b).models;
  const [heading, ...lines] = differenceTable(model, { width: 200, heading: (text) => text }).map((line) =>
    line.split(/ {2,}/),
  );
  expect(heading).toEqual(['measure', 'attack', 'difference', 'p', 'adjusted p', 'n']);
  expect(lines.map(([measure]) => measure)).toEqual([
    'clean accuracy',
    'robust accuracy',
    'removed share',
    'robust accuracy',
  ]);
  const tested = lines.filter(([measure]) => measure === 'robust accuracy');
  expect(tested.map((cells) => cells.slice(3, 5))).toEqual(
    model.attacks.map(({ p, pHolm }) => [pValue(p), pValue(pHolm)]),
  );
  // Of two tests the smaller p is doubled, so the columns cannot be mixed up unseen.
  expect(model.attacks.some(({ p, pHolm }) => pValue(p) !== pValue(pHolm))).toBe(true);
  for (const cells of lines.filter(([measure]) => measure !== 'robust accuracy')) {
    expect(cells.filter((cell) => cell === pValue(0) || /^\d\.\d{3}$/.test(cell))).toEqual([]);
  }
});
