import type { AnsweredRecord, Prediction } from '../../shared/records/record';
import { withUnit, type Answered } from '../../shared/data/target';
import { decimal, interval } from '../format';
import type { ModelResults } from '../results';
import type { Estimate } from '../statistics/estimate';
import { labelScores } from './label-scores';
import { isSentiment, sentimentScores } from './sentiment-scores';
import { valueScores, type AnsweredValue } from './value-scores';

/** What is measured beside right and wrong where the data ask for a set of labels or for a value. */
export type ScoreName =
  | 'macro-f1'
  | 'micro-f1'
  | 'mean-absolute-error'
  | 'correlation'
  | 'acc-2'
  | 'acc-2-non-zero'
  | 'weighted-f1'
  | 'acc-7';

export const scoreTitles: Readonly<Record<ScoreName, string>> = {
  'macro-f1': 'macro F1',
  'micro-f1': 'micro F1',
  'mean-absolute-error': 'mean absolute error',
  correlation: 'correlation',
  'acc-2': 'Acc-2, zeros kept',
  'acc-2-non-zero': 'Acc-2, zeros left out',
  'weighted-f1': 'F1, zeros kept',
  'acc-7': 'Acc-7',
};

export interface Score {
  readonly name: ScoreName;
  readonly estimate: Estimate;
}

/** The answers of one model as they are untouched, under a degradation or under an attack. */
export interface ScoredCondition {
  readonly title: string;
  readonly kind: 'clean' | 'alone' | 'degraded' | 'attack';
  readonly scores: readonly Score[];
  /** Labels that nothing says anything of, counted as an F1 of 0. */
  readonly emptyLabels: number;
}

/** Null where one class is asked for: then accuracy says it all. */
export function measureTargets(model: ModelResults, data: Answered): readonly ScoredCondition[] | null {
  if (data.target === undefined) return null;
  const conditionOf = (
    kind: ScoredCondition['kind'],
    title: string,
    cell: string,
    records: readonly AnsweredRecord[],
  ): readonly ScoredCondition[] =>
    records.length === 0 ? [] : [{ kind, title, ...scoresOf(records, data, `${cell}/scores`) }];
  return [
    ...conditionOf('clean', 'untouched', model.cell.id, model.clean),
    ...model.baselines.flatMap(({ modality, cell, clean }) =>
      conditionOf('alone', `${modality} alone`, cell.id, clean),
    ),
    ...model.degraded.flatMap(({ setting, cell, records }) => conditionOf('degraded', setting.title, cell.id, records)),
    ...model.attacks.flatMap(({ setting, cell, records }) => conditionOf('attack', setting.title, cell.id, records)),
  ];
}

/** @param confidence of the intervals; that of a correlation is the usual one */
export function scoresOf(
  records: readonly AnsweredRecord[],
  { classes, target }: Answered,
  key: string,
  confidence?: number,
): Pick<ScoredCondition, 'scores' | 'emptyLabels'> {
  if (target?.kind === 'value') {
    const answers = records.flatMap((record) =>
      record.value === undefined
        ? []
        : [{ value: record.value, answer: lastAnswer(record).logits[0], group: record.group }],
    );
    const { error, correlation } = valueScores(answers, key, confidence);
    return {
      scores: [
        { name: 'mean-absolute-error', estimate: error },
        { name: 'correlation', estimate: correlation },
        ...(isSentiment(target) ? sentimentOf(answers, key, confidence) : []),
      ],
      emptyLabels: 0,
    };
  }
  const { macro, micro, empty } = labelScores(
    records.map((record) => ({
      label: record.label,
      predicted: lastAnswer(record).predicted,
      group: record.group,
    })),
    classes.length,
    key,
    confidence,
  );
  return {
    scores: [
      { name: 'macro-f1', estimate: macro },
      { name: 'micro-f1', estimate: micro },
    ],
    emptyLabels: empty,
  };
}

function sentimentOf(answers: readonly AnsweredValue[], key: string, confidence?: number): readonly Score[] {
  const { acc2, acc2NonZero, f1, acc7 } = sentimentScores(answers, key, confidence);
  return [
    { name: 'acc-2', estimate: acc2 },
    { name: 'acc-2-non-zero', estimate: acc2NonZero },
    { name: 'weighted-f1', estimate: f1 },
    { name: 'acc-7', estimate: acc7 },
  ];
}

/** What the model says in the end: of a sample that is not attacked, or that no removal was found for, what it said before. */
function lastAnswer(record: AnsweredRecord): Prediction {
  switch (record.kind) {
    case 'clean':
    case 'certificate':
    case 'leads':
      return record.clean;
    case 'degraded':
      return record.degraded;
    case 'removal':
      return record.found?.attacked ?? record.clean;
    case 'perturbation':
    case 'edit':
      return record.outcome?.attacked ?? record.clean;
    default:
      return record satisfies never;
  }
}

/** `0.83 [0.80, 0.86]`, with its unit where it has one. */
export function scoreText({ name, estimate }: Score, { target }: Pick<Answered, 'target'>): string {
  const shown = (value: number | null): string =>
    value === null ? '–' : name === 'mean-absolute-error' ? decimal(Number(value.toPrecision(3))) : value.toFixed(3);
  const unit = name === 'mean-absolute-error' && target?.kind === 'value' ? target.unit : '';
  return [shown(estimate.value), unit, interval(estimate, shown)].filter((part) => part !== '').join(' ');
}

/** How these scores are to be read. */
export function scoresNote({ target, classes }: Answered): string {
  if (target === undefined) return '';
  switch (target.kind) {
    case 'labels':
      return (
        `Right: the whole set of ${decimal(classes.length)} labels. Macro F1 is the mean over labels, micro F1 that of all ` +
        'their decisions together; a label that holds of no sample and is answered of none counts as 0. An attack ends ' +
        'where the set is wrong: more labels might be turned.'
      );
    case 'value':
      return (
        `Right: at most ${withUnit(target, target.tolerance)} off. The error under an attack is that of the answer it ends ` +
        'with, and it ends where the answer is no longer right: larger errors might be had. Scaling the answers by 1,000 ' +
        'changes what they say, so that no such twin of the model is held against it.' +
        (isSentiment(target)
          ? ' Acc-2 and F1 are of the sign: above zero is positive, all else negative; F1 is that of both sides, weighted by ' +
            'how many values lie there. Acc-7 is of whole numbers from −3 to 3, halves to the even one.'
          : '')
      );
    default:
      return target satisfies never;
  }
}
