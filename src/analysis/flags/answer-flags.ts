import { countOf, decimal } from '../format';
import { answerForm } from '../measures/answer-form';
import { askedAgain, isUnsteady } from '../measures/steadiness';
import type { ModelAnalysis } from '../model-analysis';
import type { ModelResults } from '../results';
import { flagList, type Flag, type Raise } from './flag';

/** What the answers of a model look like before anybody attacks it. */
export function answerFlags({ clean }: ModelResults, { title }: ModelAnalysis): readonly Flag[] {
  const { flags, raise } = flagList({ model: title, attack: null });
  flagForm(raise, answerForm(clean), clean.length);
  const again = askedAgain(clean);
  // Of many samples it makes the model void, which is said with what else does.
  if (again !== null && again.changed > 0 && !isUnsteady(again)) {
    raise(
      'unsteady-answers',
      'warning',
      `Asked a second time, among other samples, the model gave other logits for ${countOf(again.changed, 'sample')} of ${decimal(again.n)}, by up to ${again.largestLogitChange.toExponential(1)} (allowed: 1e-4 of the largest logit, at least 1e-4).`,
      'Rounding of large sums or near-ties may do this. Look at whether these samples are among the successes of an attack before you quote it.',
      {
        statement: 'Asked a second time, among other samples, models gave other logits for {} of the samples.',
        figure: `${decimal(again.changed)} of ${decimal(again.n)}`,
        brief: decimal(again.changed),
        size: again.changed,
      },
    );
  }
  return flags;
}

function flagForm(raise: Raise, form: ReturnType<typeof answerForm>, n: number): void {
  const of = decimal(n);
  switch (form) {
    case null:
      return;
    case 'probabilities':
      raise(
        'probabilities',
        'warning',
        `What the model gives as logits are probabilities: in all ${of} answers they lie in [0, 1] and sum to 1.`,
        'Attacks that follow the cross-entropy or the difference of logits ratio (DLR) take them for logits: then the loss can move by 1 nat at most, and the slope of the model’s own softmax, which both go through, is lost where it is confident. So gradients may be masked. Give the values before the softmax, or attack without gradients (Square) and quote the lower accuracy.',
        {
          statement: 'What models give as logits are probabilities: in all {} answers they lie in [0, 1] and sum to 1.',
          figure: of,
          brief: of,
          size: n,
        },
      );
      return;
    case 'log-probabilities':
      raise(
        'log-probabilities',
        'note',
        `What the model gives as logits are logarithms of probabilities: in all ${of} answers none is above 0 and their exponentials sum to 1.`,
        'Cross-entropy and the difference of logits ratio (DLR) come out as they would of the logits, from which these differ by one number for each sample. Only where the model rounds or clips its probabilities is slope lost; the warnings on gradients would show it.',
        {
          statement:
            'What models give as logits are logarithms of probabilities: in all {} answers none is above 0 and their exponentials sum to 1.',
          figure: of,
          brief: of,
          size: n,
        },
      );
      return;
    default:
      form satisfies never;
  }
}
