import type { ModelDescription } from '../shared/models/model-description';
import { withUnit } from '../shared/data/target';
import { percent, percentEstimate } from './format';
import { rateOfCounts } from './statistics/estimate';

export interface StatedNumber {
  readonly title: 'Stated accuracy' | 'Stated macro F1' | 'Stated mean absolute error';
  readonly agrees: boolean;
  readonly text: string;
}

type Measured = Pick<ModelDescription, 'imported' | 'brought' | 'test' | 'score' | 'target'>;

/** What a model's makers state beside what was measured here; nothing where they state nothing. */
export function statedNumbers(model: Measured): readonly StatedNumber[] {
  return [...accuracyOf(model), ...scoreOf(model)];
}

function accuracyOf(model: Measured): readonly StatedNumber[] {
  const { imported, brought, test } = model;
  const stated = imported?.map.statedAccuracy ?? brought?.statedAccuracy ?? null;
  if (stated === null) return [];
  const measured = rateOfCounts(test.correct, test.count);
  const agrees = stated >= (measured.low ?? 0) && stated <= (measured.high ?? 1);
  return [
    {
      title: 'Stated accuracy',
      agrees,
      text: agrees
        ? within('Stated', percent(stated))
        : missed('Stated', percent(stated), percentEstimate(measured), lookedAt(model)),
    },
  ];
}

function scoreOf(model: Measured): readonly StatedNumber[] {
  const stated = model.imported?.map.statedScore ?? null;
  const { score } = model;
  if (stated === null || score === undefined) return [];
  const agrees = stated >= (score.low ?? 0) && stated <= (score.high ?? Infinity);
  const title = score.name === 'macro-f1' ? 'Stated macro F1' : 'Stated mean absolute error';
  const number = numberOf(model, stated);
  const measured = measuredScoreText(model) ?? '';
  return [{ title, agrees, text: agrees ? within(title, number) : missed(title, number, measured, lookedAt(model)) }];
}

/** `0.712 [0.690, 0.733]`, a value with its unit; null where accuracy says it all. */
export function measuredScoreText(model: Pick<ModelDescription, 'score' | 'target'>): string | null {
  const { score } = model;
  if (score === undefined) return null;
  const { value, low, high } = score;
  const measured = numberOf(model, value);
  return low === null || high === null ? measured : `${measured} [${numberOf(model, low)}, ${numberOf(model, high)}]`;
}

/** What is measured beside right and wrong, as a heading. */
export function measuredScoreTitle({ score }: Pick<ModelDescription, 'score'>): string | null {
  if (score === undefined) return null;
  return score.name === 'macro-f1' ? 'Macro F1' : 'Mean absolute error';
}

function numberOf({ target }: Pick<ModelDescription, 'target'>, value: number): string {
  return target?.kind === 'value' ? withUnit(target, value) : value.toFixed(3);
}

function within(subject: string, stated: string): string {
  return `${subject} is ${stated}, within the interval of what was measured.`;
}

function missed(subject: string, stated: string, measured: string, look: string): string {
  return `${subject} is ${stated}, but measured is ${measured}: look at ${look}, and whether the number is of these data.`;
}

/** What may be other than the makers had it. */
function lookedAt({ brought, target }: Measured): string {
  if (brought !== undefined) return 'the recipe, the words and the order of the classes';
  const answers = {
    class: 'the order of the classes',
    labels: 'the order of the labels',
    value: 'how its numbers become values',
  }[target?.kind ?? 'class'];
  return `scale, mean, std, layout, tokenizer and ${answers} in the map`;
}
