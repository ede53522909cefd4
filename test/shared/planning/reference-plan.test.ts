import { expect, test } from 'vitest';
import { planHash } from '../../../src/shared/plan/plan-hash';
import { referencePlan, referencePlans } from '../../../src/shared/planning/reference-plan';

/** By edition. A hash that changes here would part the trend of all who ran the edition: add an edition instead. */
const hashes = ['081cb552182cc85dd3793f3238d488cd32c59ab8ca3c1d0e3db22efca5a67110'];

test('every edition of the reference study is what it was when it was released', () => {
  expect(referencePlans.map(planHash)).toEqual(hashes);
  expect(referencePlan).toBe(referencePlans.at(-1));
  referencePlans.forEach(({ name }, index) => {
    expect(name).toContain(`edition ${String(index + 1)}`);
  });
});
