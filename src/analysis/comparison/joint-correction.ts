import { holm } from '../statistics/significance';
import type { RunComparison, Tested } from './run-difference';

/**
 * Holm's correction over all tests of comparisons that are read together: whoever looks at more of them finds more
 * differences by chance.
 */
export function correctedTogether(comparisons: readonly RunComparison[]): readonly RunComparison[] {
  const adjusted = holm(
    comparisons.flatMap(({ models }) =>
      models.flatMap(({ attacks, degradations }) => [...attacks, ...degradations].flatMap(({ p }) => p ?? [])),
    ),
  );
  let next = 0;
  return comparisons.map((comparison) => withCorrection(comparison, (p) => (p === null ? null : adjusted[next++])));
}

/** Tests that are not corrected yet, as others that belong to them are not known. */
export function uncorrected(comparison: RunComparison): RunComparison {
  return withCorrection(comparison, () => null);
}

/** @param correct is asked once of every test, in the order of models; of each, attacks before degradations */
function withCorrection(comparison: RunComparison, correct: (p: number | null) => number | null): RunComparison {
  const corrected = <Difference extends Tested>(difference: Difference): Difference => ({
    ...difference,
    pHolm: correct(difference.p),
  });
  return {
    ...comparison,
    models: comparison.models.map((model) => ({
      ...model,
      attacks: model.attacks.map(corrected),
      degradations: model.degradations.map(corrected),
    })),
  };
}
