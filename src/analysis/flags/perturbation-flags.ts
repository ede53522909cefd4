import { factsOf } from '../../shared/attack';
import { countOf, decimal, percentEstimate, pointsEstimate } from '../format';
import type { PerturbationMeasures } from '../measures/perturbation';
import type { ModelAnalysis } from '../model-analysis';
import { fewestSuccesses, rivalVerdict } from './control-verdict';
import { flagList, type Flag } from './flag';
import { flagTooFew, flagUnconfirmed } from './any-attack';
import { flagFaults } from './fault-flags';

export function perturbationFlags(analysis: ModelAnalysis, measures: PerturbationMeasures): readonly Flag[] {
  const { flags, raise } = flagList({ model: analysis.title, attack: measures.setting.title });
  const { randomNoise } = measures.controls;
  const radii = Object.entries(measures.setting.radii);

  flagFaults(raise, measures.faults);
  flagUnconfirmed(raise, measures.unconfirmed);
  if (measures.unstarted > 0) {
    const of = decimal(measures.attacked);
    raise(
      'no-start',
      'warning',
      `It found nothing to start from for ${countOf(measures.unstarted, 'sample')} of ${of}: no input that is answered otherwise.`,
      'They were not attacked: they count neither as broken nor as withstood. Allow more tries (startTries) and both kinds of start.',
      {
        statement: 'Samples for which it found nothing to start from',
        figure: `${decimal(measures.unstarted)} of ${of}`,
      },
    );
  }
  const { choice } = measures.setting;
  if (factsOf(choice).climbsCrossEntropy(choice) && (measures.lossFell.value ?? 0) > 0.05) {
    raise(
      'loss-not-rising',
      'warning',
      `The loss fell on ${percentEstimate(measures.lossFell)} of the samples.`,
      'The attack does not climb there: its step may be too large or its gradients misleading.',
      { statement: 'Samples on which the loss fell', figure: percentEstimate(measures.lossFell) },
    );
  }
  const followsGradients = factsOf(choice).gradientSteps(choice) > 0;
  if (followsGradients && (measures.lossUnmoved.value ?? 0) > 0.05 && radii.some(([, radius]) => radius > 0)) {
    raise(
      'vanishing-gradient',
      'warning',
      `The loss did not move at all on ${percentEstimate(measures.lossUnmoved)} of the samples.`,
      'The gradient vanishes there; an attack without gradients may still succeed.',
      { statement: 'Samples on which the loss did not move at all', figure: percentEstimate(measures.lossUnmoved) },
    );
  }
  if (radii.some(([, radius]) => radius > 0)) {
    const verdict = rivalVerdict(measures);
    switch (verdict) {
      case 'worse':
        break;
      case 'too-few': {
        const count = `${decimal(measures.successRate.hits)} of ${decimal(measures.attacked)}`;
        raise(
          'few-successes',
          'note',
          `It changes ${count} right answers.`,
          `The budget is so small that hardly anything changes: below ${String(fewestSuccesses)} successes, the attack cannot be told from random noise.`,
          { statement: 'Right answers changed', figure: count },
        );
        break;
      }
      case 'as-good':
      case 'better': {
        const how = verdict === 'better' ? 'succeeds more often' : 'is not clearly worse';
        raise(
          'random-noise',
          'warning',
          `Random noise of the same size ${how} (attack − noise ${pointsEstimate(randomNoise.difference)}).`,
          followsGradients
            ? 'The gradient adds nothing that can be shown: the budget is so large that any change does, or the gradient is masked.'
            : 'The search adds nothing that can be shown: the budget is so large that any change does, or its queries are too few.',
          {
            statement: `Random noise of the same size ${how} (attack − noise)`,
            figure: pointsEstimate(randomNoise.difference),
          },
        );
        break;
      }
      default:
        verdict satisfies never;
    }
  }
  flagTooFew(raise, measures.attacked);
  return flags;
}
