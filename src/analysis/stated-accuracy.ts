import type { ModelDescription } from '../shared/model-description';
import { percent, percentEstimate } from './format';
import { rateOfCounts } from './statistics/estimate';

export interface StatedAccuracy {
  readonly agrees: boolean;
  readonly text: string;
}

/** What a model's makers state beside what was measured here; null where they state nothing. */
export function statedAccuracyText({
  imported,
  brought,
  test,
}: Pick<ModelDescription, 'imported' | 'brought' | 'test'>): StatedAccuracy | null {
  const stated = imported?.map.statedAccuracy ?? brought?.statedAccuracy ?? null;
  if (stated === null) return null;
  const measured = rateOfCounts(test.correct, test.count);
  const agrees = stated >= (measured.low ?? 0) && stated <= (measured.high ?? 1);
  return {
    agrees,
    text: agrees
      ? `Stated is ${percent(stated)}, within the interval of what was measured.`
      : `Stated is ${percent(stated)}, but measured is ${percentEstimate(measured)}: look at ${brought === undefined ? 'scale, mean, std, layout, tokenizer and the order of the classes in the map' : 'the recipe, the words and the order of the classes'}, and whether the number is of these data.`,
  };
}
