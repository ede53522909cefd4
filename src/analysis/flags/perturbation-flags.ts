import { factsOf } from '../../shared/attacks/attack';
import { countOf, decimal, percent, percentEstimate } from '../format';
import type { PerturbationSetting } from '../attack-setting';
import type { PerturbationMeasures } from '../measures/perturbation';
import type { SlopeMeasures } from '../measures/slopes';
import type { Untouched } from '../measures/untouched';
import type { ModelAnalysis } from '../model-analysis';
import { fewestSuccesses } from './control-verdict';
import { flagList, type Flag, type Raise } from './flag';
import { flagRival, flagTooFew, flagUnconfirmed, type RivalWords } from './any-attack';
import { flagFaults } from './fault-flags';

/** Of more samples than this, a loss that does not rise is no accident. */
const mostStray = 0.05;

export function perturbationFlags(analysis: ModelAnalysis, measures: PerturbationMeasures): readonly Flag[] {
  const { flags, raise } = flagList({ model: analysis.title, attack: measures.setting.title });
  flagFaults(raise, measures.faults);
  flagUnconfirmed(raise, measures.unconfirmed);
  flagReadBack(raise, measures.controls.readBack);
  flagUnstarted(raise, measures);
  flagClimb(raise, measures);
  if (hasBudget(measures.setting)) flagNoise(raise, measures);
  flagTooFew(raise, measures.attacked);
  return flags;
}

/** What an attack that climbs the loss shows of a model, besides what it breaks. */
export type Climb = Pick<PerturbationMeasures, 'lossFell' | 'lossUnmoved' | 'slopes' | 'setting'>;

function hasBudget({ radii }: PerturbationSetting): boolean {
  return Object.values(radii).some((radius) => radius > 0);
}

function followsGradients({ setting: { choice } }: Climb): boolean {
  return factsOf(choice).gradientSteps(choice) > 0;
}

export function flagReadBack(raise: Raise, again: Untouched | null): void {
  if (again === null || again.changed === 0) return;
  const of = decimal(again.n);
  raise(
    'read-back',
    'warning',
    `Read back and asked a second time, among others, ${countOf(again.changed, 'attacked input')} of ${of} got other logits, by up to ${again.largestLogitChange.toExponential(1)} (allowed: 1e-4 of the largest logit, at least 1e-4).`,
    'What was found does not hold by the input alone: who sends these inputs to the model again may see another answer. The model draws at random or looks at its batch, or its sums differ between batches. Where it does so without an attack too, its figures are void.',
    {
      statement: 'Read back and asked a second time, among others, {} of the attacked inputs got other logits.',
      figure: `${decimal(again.changed)} of ${of}`,
      brief: percent(again.changed / again.n),
      size: again.changed / again.n,
    },
  );
}

function flagUnstarted(raise: Raise, { unstarted, attacked }: PerturbationMeasures): void {
  if (unstarted === 0) return;
  const of = decimal(attacked);
  raise(
    'no-start',
    'warning',
    `The attack found nothing to start from for ${countOf(unstarted, 'sample')} of ${of}: no input that is answered otherwise.`,
    'They were not attacked: they count neither as broken nor as withstood. Allow more tries (startTries) and both kinds of start.',
    {
      statement: 'Attacks found nothing to start from for {} of the samples: no input that is answered otherwise.',
      figure: `${decimal(unstarted)} of ${of}`,
      brief: percent(unstarted / attacked),
      size: unstarted / attacked,
    },
  );
}

export function flagClimb(raise: Raise, measures: Climb): void {
  const { lossFell, lossUnmoved } = measures;
  const { choice } = measures.setting;
  if (factsOf(choice).climbsCrossEntropy(choice) && (lossFell.value ?? 0) > mostStray) {
    raise(
      'loss-not-rising',
      'warning',
      `The loss fell on ${percentEstimate(lossFell)} of the samples, where the attack is to raise it.`,
      'The attack does not climb there: its step may be too large or its gradients misleading. Try smaller steps, more restarts, or an attack without gradients.',
      {
        statement: 'The loss fell on {} of the samples, where attacks are to raise it.',
        figure: percentEstimate(lossFell),
        brief: percent(lossFell.value),
        size: lossFell.value ?? 0,
      },
    );
  }
  if (!followsGradients(measures) || !hasBudget(measures.setting)) return;
  // What turns the fused embedding has no slope where it has turned enough.
  const slopes = factsOf(choice).seeksAnswer(choice) ? measures.slopes : null;
  if (slopes !== null && (slopes.exploded.value ?? 0) > mostStray) flagExploding(raise, slopes);
  if (slopes !== null && (slopes.zero.value ?? 0) > mostStray) {
    raise(
      'vanishing-gradient',
      'warning',
      `Most gradients were zero on ${percentEstimate(slopes.zero)} of the samples.`,
      'The attack was told of no way to go there, so they may not be as robust as they look: the model saturates, rounds or cuts its slope off. Attack without gradients (Square) too, and quote the lower accuracy.',
      {
        statement: 'Most gradients were zero on {} of the samples.',
        figure: percentEstimate(slopes.zero),
        brief: percent(slopes.zero.value),
        size: slopes.zero.value ?? 0,
      },
    );
  } else if ((lossUnmoved.value ?? 0) > mostStray) {
    raise(
      'vanishing-gradient',
      'warning',
      `The loss did not move at all on ${percentEstimate(lossUnmoved)} of the samples.`,
      'The gradient vanishes there, so they may not be as robust as they look. Attack without gradients (Square) too.',
      {
        statement: 'The loss did not move at all on {} of the samples.',
        figure: percentEstimate(lossUnmoved),
        brief: percent(lossUnmoved.value),
        size: lossUnmoved.value ?? 0,
      },
    );
  }
}

function flagExploding(raise: Raise, { exploded, notFinite, wild, range }: SlopeMeasures): void {
  const norms = range === null ? '' : ` Norms go from ${range[0].toExponential(1)} to ${range[1].toExponential(1)}.`;
  raise(
    'exploding-gradient',
    'warning',
    `Gradients explode on ${percentEstimate(exploded)} of the samples: no finite numbers on ${percent(notFinite.value)}, norms a million times apart on ${percent(wild.value)}.${norms}`,
    'What is no finite number was taken for zero, and of numbers that far apart float32 loses the smaller: the attack goes astray there, so these samples may not be as robust as they look. Clip or normalise what the model computes, and attack without gradients (Square) too.',
    {
      statement: 'Gradients explode on {} of the samples: they are no finite numbers, or norms a million times apart.',
      figure: percentEstimate(exploded),
      brief: percent(exploded.value),
      size: exploded.value ?? 0,
    },
  );
}

const randomNoise: Omit<RivalWords, 'advice'> = {
  check: 'random-noise',
  control: 'random noise',
  tooFew: `The budget is so small that hardly anything changes: below ${String(fewestSuccesses)} successes, the attack cannot be told from random noise. Allow a larger budget, or select more samples.`,
  says: {
    better: 'Random noise of the same size changes more right answers than',
    'as-good': 'Random noise of the same size does not change clearly fewer right answers than',
  },
  difference: 'attack − noise',
};

function flagNoise(raise: Raise, measures: PerturbationMeasures): void {
  flagRival(raise, measures, {
    ...randomNoise,
    advice: followsGradients(measures)
      ? 'The gradient adds nothing that can be shown: the budget is so large that any change does, or the gradient is masked. Try a smaller budget, and an attack without gradients.'
      : 'The search adds nothing that can be shown: the budget is so large that any change does, or its queries are too few. Try a smaller budget, or allow more queries.',
  });
}
