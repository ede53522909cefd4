import { rightWords } from '../../shared/data/target';
import type { DataAnalysis } from '../data-analysis';
import { countOf, decimal, percentEstimate } from '../format';
import { constantWords, majorityWords } from '../majority';
import { isWorse, mainScoreOf, scoresUnderAttack, type ScoresUnderAttack } from '../measures/scores-under-attack';
import { scoreText, scoreTitles, type ScoredCondition, type ScoreName } from '../measures/target-scores';
import type { ModelAnalysis } from '../model-analysis';
import { isVoid } from '../standing';
import { mostNamed } from './many-models';
import type { Sentence } from './model-verdict';

/**
 * How good the answers are where a set of labels or a value is asked for, untouched and under the worst attack: right and wrong
 * alone say little there. Nothing where one class is asked for.
 */
export function scoreSentences(model: ModelAnalysis, data: DataAnalysis): readonly Sentence[] {
  const found = scoresUnderAttack(model);
  if (found === null) return [];
  const { clean, worst, attacks } = found;
  return [
    {
      tone: 'plain',
      text: `Without an attack, ${conditionWords(clean, data)}${besideConstant(data)}. ${rightSentence(model, data)}`,
    },
    ...(worst === null
      ? []
      : [
          {
            tone: 'plain' as const,
            text: `Under ${worst.title}${attacks === 1 ? '' : `, the worst for that of ${countOf(attacks, 'attack')}`}, ${conditionWords(worst, data)}; an attack ends where an answer is wrong, so that worse may be had.`,
          },
        ]),
  ];
}

function conditionWords(condition: ScoredCondition, data: DataAnalysis): string {
  const of = (name: ScoreName): string => {
    const score = condition.scores.find((own) => own.name === name);
    return score === undefined ? '–' : scoreText(score, data);
  };
  return data.target?.kind === 'value'
    ? `the answers are off by ${of('mean-absolute-error')} on average and correlate with the values by ${of('correlation')}`
    : `macro F1 is ${of('macro-f1')}, micro F1 ${of('micro-f1')}`;
}

function besideConstant(data: DataAnalysis): string {
  const constant = constantWords(data);
  return constant === null ? '' : `; ${constant}`;
}

function rightSentence({ accuracy }: ModelAnalysis, data: DataAnalysis): string {
  return `${percentEstimate(accuracy)} of ${countOf(accuracy.n, 'answer')} are right: ${rightWords(data.target) ?? ''}; ${majorityWords(data)}.`;
}

/** The main finding of models whose data ask for a set or a value; null of all others, and where nobody attacked them. */
export function scoreHeadline(models: readonly ModelAnalysis[], data: DataAnalysis): string | null {
  const found = models
    .filter((model) => !isVoid(model))
    .flatMap((model) => {
      const scores = scoresUnderAttack(model);
      return scores?.worst === undefined || scores.worst === null ? [] : [{ model, scores, worst: scores.worst }];
    });
  if (found.length === 0) return null;
  const value = (condition: ScoredCondition): string => bare(condition, data);
  const figures =
    found.length > mostNamed
      ? `${range(found.map(({ scores }) => scores.clean))} untouched, ${range(found.map(({ worst }) => worst))} under the strongest attack`
      : found
          .map(
            ({ model, scores, worst }) =>
              `${value(scores.clean)} untouched, ${value(worst)} under ${worst.title}${models.length === 1 ? '' : ` (${model.title})`}`,
          )
          .join('; ');
  const right = rightWords(data.target);
  return `${data.target?.kind === 'value' ? 'On average, answers are off by' : 'Macro F1 is'} ${figures}${besideConstant(data)}.${right === null ? '' : ` Below, ${right}.`}`;

  function range(conditions: readonly ScoredCondition[]): string {
    const values = conditions.map((condition) => mainScoreOf(condition).estimate.value ?? 0);
    const shown = (amount: number): string =>
      data.target?.kind === 'value' ? decimal(Number(amount.toPrecision(3))) : amount.toFixed(3);
    return `${shown(Math.min(...values))} to ${shown(Math.max(...values))}`;
  }
}

/** The main score without its interval. */
function bare(condition: ScoredCondition, data: DataAnalysis): string {
  const score = mainScoreOf(condition);
  return scoreText({ ...score, estimate: { ...score.estimate, low: null, high: null } }, data);
}

export interface ScoreFinding {
  readonly gist: string;
  readonly figures: string;
}

export function scoreQuestion({ target }: Pick<DataAnalysis, 'target'>): string {
  return `${scoreTitles[target?.kind === 'value' ? 'mean-absolute-error' : 'macro-f1']}, without and under attack`;
}

/** As an answer of a few words; null where nobody attacked. */
export function scoreFinding(model: ModelAnalysis, data: DataAnalysis): ScoreFinding | null {
  const found = scoresUnderAttack(model);
  if (isVoid(model) || found?.worst === undefined || found.worst === null) return null;
  return {
    gist: gistOf(found, data),
    figures: ` (${bare(found.clean, data)} untouched, ${bare(found.worst, data)} under ${found.worst.title}${besideConstant(data)})`,
  };
}

function gistOf(found: ScoresUnderAttack, { target }: DataAnalysis): string {
  if (!isWorse(found)) return 'no worse';
  return target?.kind === 'value' ? 'further off' : 'lower';
}
