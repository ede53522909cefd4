import { isAnsweredCorrectly } from '../../shared/records/answer';
import type { AnsweredRecord, FusionFacts, Prediction } from '../../shared/records/record';
import { answerName, saidName, type Answered } from '../../shared/data/target';
import type { TableRow } from './column';

/** What of a data set the answers of a model are read with. */
export type AnsweredData = Answered;

/** Of the sample, and of the answer to it untouched. */
export function cleanValues(record: AnsweredRecord, data: AnsweredData): TableRow {
  const { label, value, clean } = record;
  return {
    label,
    label_name: answerName(data, label),
    value: value ?? null,
    clean_predicted: clean.predicted,
    clean_answer: saidName(data, clean),
    clean_correct: clean.predicted === label,
    clean_margin: marginOf(data, label, clean),
    clean_logits: clean.logits,
    correct: isAnsweredCorrectly(record),
  };
}

/** Of the answer to the sample as it was changed. */
export function changedValues(data: AnsweredData, label: number, answer: Prediction): TableRow {
  return {
    attacked_predicted: answer.predicted,
    attacked_answer: saidName(data, answer),
    attacked_margin: marginOf(data, label, answer),
    attacked_logits: answer.logits,
  };
}

/** By how much the logit of the label lies above the largest other one; null where the data ask for no single class. */
function marginOf({ target }: AnsweredData, label: number, { logits }: Prediction): number | null {
  if (target !== undefined || logits.length < 2) return null;
  const others = logits.filter((_, place) => place !== label);
  return logits[label] - Math.max(...others);
}

/** What happened inside the fusion on the way to an answer. */
export function fusionValues({ settled, weighed, aligned }: FusionFacts): TableRow {
  return {
    ...(settled === undefined
      ? {}
      : {
          settled_steps: settled.residuals.length,
          settled_residual: settled.residuals[settled.residuals.length - 1],
          settled_solved: settled.solved,
        }),
    ...Object.fromEntries(Object.entries(weighed?.weights ?? {}).map(([id, weight]) => [`${id}_weight`, weight])),
    ...Object.fromEntries(Object.entries(weighed?.losses ?? {}).map(([id, loss]) => [`${id}_own_loss`, loss])),
    ...(aligned === undefined ? {} : { aligned: { structure: aligned } }),
  };
}
