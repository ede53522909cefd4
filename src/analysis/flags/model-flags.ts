import { answerName, withUnit } from '../../shared/data/target';
import type { DataAnalysis } from '../data-analysis';
import { countOf, decimal, percent, percentEstimate } from '../format';
import { majorityWords } from '../majority';
import type { ModelAnalysis } from '../model-analysis';
import type { Unsoundness } from '../measures/soundness';
import { scoreText } from '../measures/target-scores';
import type { Flag } from './flag';

/** The checks that find a model void, by what they find. */
const checks: Readonly<Record<Unsoundness['kind'], string>> = {
  constant: 'constant-model',
  'near-chance': 'near-chance',
  'near-constant': 'near-chance',
  unsteady: 'unsteady-model',
  indifferent: 'indifferent',
};

/** What to do about a model that was trained elsewhere: it may well be good, and asked wrongly. */
const lookAtMap =
  'The model may be asked otherwise than it was trained: look at its map first, at the order of the classes, scale, mean, std, layout and tokenizer.';

/** Models of which nothing good may be said. */
export function modelFlags(analysis: ModelAnalysis, data: DataAnalysis): readonly Flag[] {
  return analysis.unsound.map((reason) => {
    const common = {
      check: checks[reason.kind],
      level: 'void' as const,
      model: analysis.title,
      attack: null,
    };
    switch (reason.kind) {
      case 'constant':
        return {
          ...common,
          finding: `Every sample (${decimal(analysis.accuracy.n)}) is answered “${constantName(data, reason)}”.`,
          shared: {
            statement: 'Whatever the sample ({}), the answer is always the same.',
            figure: `always “${constantName(data, reason)}”`,
            brief: decimal(analysis.accuracy.n),
            size: analysis.accuracy.n,
          },
          advice: `A constant answer cannot be changed by any attack, which is not robustness. ${reason.madeElsewhere === true ? lookAtMap : 'Train the model first.'}`,
        };
      case 'near-chance':
        return {
          ...common,
          finding: `Accuracy, ${percentEstimate(analysis.accuracy)}, is ${besideChance(analysis, data)}.`,
          shared: {
            statement: `Accuracy, {}, is ${besideChance(analysis, data)}.`,
            figure: percentEstimate(analysis.accuracy),
            brief: percent(analysis.accuracy.value),
            size: analysis.accuracy.value ?? 0,
          },
          advice:
            reason.madeElsewhere === true
              ? `Attack figures of a model that answers no better than guessing say nothing about its fusion. ${lookAtMap}`
              : 'Attack figures of a model that has learnt nothing say nothing about its fusion. Train it longer or on more rows first.',
        };
      case 'near-constant': {
        const error = errorText(analysis, data);
        const beside = `${isBelow(reason.lead.high, 0) ? 'above' : 'not clearly below'} that of always answering ${reason.answer}`;
        const lead = scoreText({ name: 'mean-absolute-error', estimate: reason.lead }, data);
        return {
          ...common,
          finding: `The mean absolute error, ${error}, is ${beside}: it is less by ${lead}, paired by sample.`,
          shared: {
            statement: `The mean absolute error, {}, is ${beside}.`,
            figure: `${error} (less by ${lead})`,
            brief: error,
            size: reason.lead.value ?? 0,
          },
          advice: `Attack figures of a model that is no closer than one answer for all say nothing about its fusion. ${reason.madeElsewhere === true ? lookAtMap : 'Train it longer or on more rows first.'}`,
        };
      }
      case 'unsteady':
        return {
          ...common,
          finding: `Asked a second time, among other samples, the model gave other logits for ${countOf(reason.changed, 'sample')} of ${decimal(reason.n)}, by up to ${reason.largestLogitChange.toExponential(1)} (allowed: 1e-4 of the largest logit, at least 1e-4).`,
          shared: {
            statement:
              'Asked a second time, among other samples, models gave other logits for {} of the samples (allowed: 1e-4 of the largest logit, at least 1e-4).',
            figure: `${decimal(reason.changed)} of ${decimal(reason.n)}`,
            brief: percent(reason.changed / reason.n),
            size: reason.changed / reason.n,
          },
          advice:
            'It answers at random, or by what else is in its batch: dropout or batch statistics are on. Then a changed answer cannot be put down to an attack, nor can one that stands. Switch the model to inference, with fixed statistics and no dropout, and run the study again.',
        };
      case 'indifferent':
        return {
          ...common,
          finding: `Taking the whole ${reason.modality} away changes ${percentEstimate(reason.changedWithout)} of the answers, and no successful attack needed the ${reason.modality}.`,
          shared: {
            statement: `Taking the whole ${reason.modality} away changes {} of the answers, and no successful attack needed the ${reason.modality}.`,
            figure: percentEstimate(reason.changedWithout),
            brief: percent(reason.changedWithout.value),
            size: reason.changedWithout.value ?? 0,
          },
          advice: `The model shows no use of the ${reason.modality}: that attacks there fail is no merit. ${reason.madeElsewhere === true ? 'Look at how it is given that input in its map' : `Train it so that it needs the ${reason.modality}`}, or read its figures as those of a model without it.`,
        };
      default:
        return reason satisfies never;
    }
  });
}

function constantName(
  data: DataAnalysis,
  { predicted, value }: { readonly predicted: number; readonly value?: number },
): string {
  return value !== undefined && data.target?.kind === 'value'
    ? withUnit(data.target, value)
    : answerName(data, predicted);
}

/** Untouched. */
function errorText({ scores }: ModelAnalysis, data: DataAnalysis): string {
  const clean = scores?.find(({ kind }) => kind === 'clean')?.scores;
  const error = clean?.find(({ name }) => name === 'mean-absolute-error');
  return error === undefined ? '–' : scoreText(error, data);
}

function besideChance({ accuracy }: ModelAnalysis, data: DataAnalysis): string {
  return `${isBelow(accuracy.high, data.chance) ? 'below chance' : 'not clearly above chance'}: ${majorityWords(data)}`;
}

/** The whole interval lies there. */
function isBelow(high: number | null, chance: number): boolean {
  return high !== null && high < chance;
}

/** It says that models are void, not that a figure may mislead. */
export function isOfVoidModels({ check }: Pick<Flag, 'check'>): boolean {
  return Object.values(checks).includes(check);
}
