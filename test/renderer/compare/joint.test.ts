import { expect, test } from 'vitest';
import { correctedTogether, uncorrected } from '../../../src/analysis/comparison/joint-correction';
import { comparisonNote } from '../../../src/analysis/comparison/reading-note';
import type { RunComparison } from '../../../src/analysis/comparison/run-difference';
import { holm } from '../../../src/analysis/statistics/significance';
import { jointly, pairKey } from '../../../src/renderer/compare/joint';

const none = { value: 0, low: 0, high: 0, n: 1, clusters: 1, method: 'none' as const };

/** A comparison whose attacks have these p. */
function comparisonOf(a: string, ps: readonly (number | null)[]): RunComparison {
  const attacks = ps.map((p, index) => ({
    title: `attack ${String(index)}`,
    differences: [],
    voids: [],
    masks: [],
    robustAccuracy: none,
    p,
    pHolm: null,
    removedArea: null,
  }));
  const model = {
    a: 'm',
    b: 'm',
    seed: 0,
    sameModel: false,
    voids: [],
    cleanAccuracy: none,
    attacks,
    degradations: [],
  };
  return { a, b: 'base', sameRun: false, commonSamples: 1, models: [model], unpaired: [] };
}
const adjusted = (comparison: RunComparison | undefined): readonly (number | null)[] | undefined =>
  comparison?.models[0].attacks.map(({ pHolm }) => pHolm);

const one = comparisonOf('one', [0.01, null]);
const two = comparisonOf('two', [0.03, 0.04]);

test('runs beside one baseline are corrected for the tests of all of them', () => {
  const known = new Map([one, two].map((each) => [pairKey(each), each]));
  const joint = jointly(known, ['one', 'two'], 'base');
  const [first, ...others] = holm([0.01, 0.03, 0.04]);
  expect(adjusted(joint?.get('one/base'))).toEqual([first, null]);
  expect(adjusted(joint?.get('two/base'))).toEqual(others);
  // More tests never make one look stronger.
  expect(first).toBeGreaterThan(adjusted(correctedTogether([one])[0])?.[0] ?? 1);
});

test('while one is not compared yet, none is corrected, and other baselines do not count', () => {
  const known = new Map([one].map((each) => [pairKey(each), each]));
  expect(jointly(known, ['one', 'two'], 'base')).toBeNull();
  expect(jointly(known, ['one'], 'other')).toBeNull();
  expect(adjusted(uncorrected(correctedTogether([one])[0]))).toEqual([null, null]);
});

test('a run that is no longer shown takes no part', () => {
  const known = new Map([one, two].map((each) => [pairKey(each), each]));
  expect(adjusted(jointly(known, ['one'], 'base')?.get('one/base'))).toEqual([0.01, null]);
});

test('the note says over how many runs', () => {
  expect(comparisonNote(3)).toContain('all tests of the 3 runs that are set beside the baseline here');
  expect(comparisonNote(1)).toContain('all tests of this pair of runs');
});
