import { holm } from '../statistics/significance';
import type { RunComparison } from './run-difference';

/**
 * Holm's correction over all tests of comparisons that are read together: whoever looks at more of them finds more
 * differences by chance.
 */
export function correctedTogether(comparisons: readonly RunComparison[]): readonly RunComparison[] {
  const adjusted = holm(
    comparisons.flatMap(({ models }) => models.flatMap(({ attacks }) => attacks.flatMap(({ p }) => p ?? []))),
  );
  let next = 0;
  return comparisons.map((comparison) => ({
    ...comparison,
    models: comparison.models.map((model) => ({
      ...model,
      attacks: model.attacks.map((attack) => ({ ...attack, pHolm: attack.p === null ? null : adjusted[next++] })),
    })),
  }));
}

/** Tests that are not corrected yet, as others that belong to them are not known. */
export function uncorrected(comparison: RunComparison): RunComparison {
  return {
    ...comparison,
    models: comparison.models.map((model) => ({
      ...model,
      attacks: model.attacks.map((attack) => ({ ...attack, pHolm: null })),
    })),
  };
}
