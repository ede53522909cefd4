import type { Flag, FlagContext, FlagLevel } from '../flags';
import { countOf, decimal, percentEstimate, pointsEstimate } from '../format';
import type { PerturbationMeasures } from '../measures/perturbation';
import type { ModelAnalysis } from '../study-analysis';
import { fewest, tooFew } from './sample-size';

/** Rounding that float32 arithmetic may add to a norm, as a share of the radius. */
const normTolerance = 1e-4;

export function perturbationFlags(
  analysis: ModelAnalysis,
  measures: PerturbationMeasures,
  { settings }: Pick<FlagContext, 'settings'>,
): readonly Flag[] {
  const setting = settings.find(({ key }) => key === measures.attackKey);
  const flags: Flag[] = [];
  const raise = (
    check: string,
    level: FlagLevel,
    finding: string,
    advice: string,
    shared: Flag['shared'] = null,
  ): void => {
    const attack = setting?.title ?? measures.attackKey;
    flags.push({ check, level, model: analysis.title, attack, finding, shared, advice });
  };
  const { zeroBudget, randomNoise } = measures.controls;
  const radii = Object.entries(setting?.radii ?? {});

  if (zeroBudget.changed > 0) {
    raise(
      'zero-budget',
      'void',
      `A perturbation of size zero changed a logit by up to ${zeroBudget.largestLogitChange.toExponential(1)} (allowed: 1e-4 of the largest logit, at least 1e-4) in ${countOf(zeroBudget.changed, 'sample')}.`,
      'The attack path itself alters the input, so its successes cannot be put down to the perturbation.',
    );
  }
  if (radii.length > 0 && radii.every(([, radius]) => radius === 0) && measures.successRate.hits > 0) {
    raise(
      'zero-budget',
      'void',
      `With a budget of zero it succeeds on ${countOf(measures.successRate.hits, 'sample')}.`,
      'Nothing may succeed there.',
    );
  }
  for (const [modality, radius] of radii) {
    const norm = measures.largestNorm[modality] ?? 0;
    if (norm > radius * (1 + normTolerance) + 1e-6) {
      raise(
        'budget-exceeded',
        'void',
        `A perturbation of the ${modality} has norm ${decimal(norm)}, above its budget ${decimal(radius)}.`,
        'Successes beyond the budget do not count.',
      );
    }
  }
  if (measures.unconfirmed > 0) {
    raise(
      're-evaluation',
      'warning',
      `${countOf(measures.unconfirmed, 'success claim')} of the attack did not hold when the model was run again.`,
      'They count as failures. Near-ties do this; many of them point to a defect.',
    );
  }
  if ((measures.lossFell.value ?? 0) > 0.05) {
    raise(
      'loss-not-rising',
      'warning',
      `The loss fell on ${percentEstimate(measures.lossFell)} of the samples.`,
      'The attack does not climb there: its step may be too large or its gradients misleading.',
      { statement: 'Samples on which the loss fell', figure: percentEstimate(measures.lossFell) },
    );
  }
  if ((measures.lossUnmoved.value ?? 0) > 0.05 && radii.some(([, radius]) => radius > 0)) {
    raise(
      'vanishing-gradient',
      'warning',
      `The loss did not move at all on ${percentEstimate(measures.lossUnmoved)} of the samples.`,
      'The gradient vanishes there; an attack without gradients may still succeed.',
      { statement: 'Samples on which the loss did not move at all', figure: percentEstimate(measures.lossUnmoved) },
    );
  }
  if (randomNoise.difference.low !== null && randomNoise.difference.low <= 0 && measures.successRate.hits > 0) {
    raise(
      'random-noise',
      'warning',
      `Random noise of the same size succeeds as often (difference ${pointsEstimate(randomNoise.difference)}).`,
      'The gradient adds nothing: the budget is too small or too large to tell, or the gradient is masked.',
      {
        statement: 'Random noise of the same size succeeds as often (attack − noise)',
        figure: pointsEstimate(randomNoise.difference),
      },
    );
  }
  if (tooFew(measures.attacked)) {
    raise(
      'too-few',
      'warning',
      `Only ${countOf(measures.attacked, 'sample')} could be attacked (fewer than ${String(fewest)}).`,
      'Enough for a look, not for a claim.',
    );
  }
  return flags;
}
