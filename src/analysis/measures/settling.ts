import { isUndecided } from '../../shared/records/answer';
import type { Settled } from '../../shared/records/record';
import type { Recipe } from '../../shared/recipe/recipe';
import { strongestLevels } from '../degradation-setting';
import type { ModelResults } from '../results';
import { median } from '../statistics/bootstrap';
import { rateOf, type Rate } from '../statistics/estimate';

/** How a fusion that is solved for in steps came to rest, over the samples of one condition. */
export interface SettledUnder {
  /** Null: untouched. */
  readonly title: string | null;
  /** Share of the samples that were at rest within the tolerance. */
  readonly solved: Rate;
  /** Share of those whose answer twice the steps change. */
  readonly undecided: Rate;
  /** Steps taken: median, and most of any sample. */
  readonly steps: number;
  readonly mostSteps: number;
}

export interface Settling {
  /** ‖f(z) − z‖ below which a sample is at rest. */
  readonly tolerance: number;
  /** Untouched first, then attacks, then of each degradation its strongest level. */
  readonly conditions: readonly SettledUnder[];
  /** ‖f(z) − z‖ at each step, of untouched samples; one that has ended stays where it was. */
  readonly residuals: {
    readonly median: readonly number[];
    readonly largest: readonly number[];
  };
}

interface Sample {
  readonly group: string;
  readonly predicted: number;
  readonly settled: Settled;
}

/** The residual below which such a fusion is at rest; null of fusions that are not solved for. */
export function toleranceOf(fusion: Recipe['fusion']): number | null {
  return fusion.name === 'deq' ? fusion.tolerance : null;
}

/** Null for a model that iterates nothing. */
export function measureSettling({ cell, clean, attacks, degraded }: ModelResults): Settling | null {
  const tolerance = toleranceOf(cell.spec.recipe.fusion);
  const untouched = clean.flatMap(({ group, settled, clean: { predicted } }): readonly Sample[] =>
    settled === undefined ? [] : [{ group, predicted, settled }],
  );
  if (tolerance === null || untouched.length === 0) return null;
  const attacked = attacks.map((result) => ({
    title: result.setting.title,
    samples: result.kind === 'removal' ? [] : outcomesOf(result.records),
  }));
  const strongest = strongestLevels(degraded.map(({ setting }) => setting));
  const failing = degraded
    .filter(({ setting }) => strongest.includes(setting))
    .map(({ setting: { title }, records }) => ({
      title,
      samples: records.flatMap(({ group, settled, degraded: { predicted } }): readonly Sample[] =>
        settled === undefined ? [] : [{ group, predicted, settled }],
      ),
    }));
  return {
    tolerance,
    conditions: [{ title: null, samples: untouched }, ...attacked, ...failing].flatMap(({ title, samples }) =>
      samples.length === 0 ? [] : [settledUnder(title, samples)],
    ),
    residuals: byStep(untouched),
  };
}

type Judged = Extract<ModelResults['attacks'][number], { readonly kind: 'perturbation' | 'edit' }>['records'];

function outcomesOf(records: Judged): readonly Sample[] {
  return records.flatMap(({ group, outcome }): readonly Sample[] =>
    outcome?.settled === undefined ? [] : [{ group, predicted: outcome.attacked.predicted, settled: outcome.settled }],
  );
}

function settledUnder(title: string | null, samples: readonly Sample[]): SettledUnder {
  const steps = samples.map(({ settled: { residuals } }) => residuals.length);
  return {
    title,
    solved: rateOf(samples.map(({ group, settled }) => ({ hit: settled.solved, group }))),
    undecided: rateOf(
      samples.map(({ group, predicted, settled }) => ({ hit: isUndecided({ predicted }, settled), group })),
    ),
    steps: median(steps),
    mostSteps: Math.max(...steps),
  };
}

function byStep(samples: readonly Sample[]): Settling['residuals'] {
  const longest = Math.max(...samples.map(({ settled: { residuals } }) => residuals.length));
  const steps = Array.from({ length: longest }, (_, step) =>
    samples.map(({ settled: { residuals } }) => residuals[Math.min(step, residuals.length - 1)]),
  );
  return { median: steps.map(median), largest: steps.map((own) => Math.max(...own)) };
}
