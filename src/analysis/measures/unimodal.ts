import type { Target } from '../../shared/target';
import type { ModelResults } from '../results';
import { meanOf } from '../statistics/bootstrap';
import type { Estimate, Rate } from '../statistics/estimate';
import { accuracyOf, cleanAnswers } from './accuracy';
import { informationOf, type Information } from './information';
import { cleanOutcomes } from './outcome';

/**
 * What the modalities of a data set add to each other, as this model and its baselines show it.
 * `synergy`: without one modality only chance is left; `complementary`: the fused model beats the best single one;
 * `redundant`: it does not; `unknown`: too little to tell.
 */
export type Complementarity = 'synergy' | 'complementary' | 'redundant' | 'unknown';

export interface UnimodalAccuracy {
  readonly modality: string;
  /** Of the baseline that sees this modality alone. */
  readonly accuracy: Rate;
  /** The interval does not lie above chance. */
  readonly atChance: boolean;
}

export interface Fusion {
  readonly unimodal: readonly UnimodalAccuracy[];
  /** Best baseline by accuracy. */
  readonly best: string | null;
  /** Fused accuracy − best unimodal accuracy, paired. */
  readonly gain: Estimate;
  readonly complementarity: Complementarity;
  /** The same as a number, for two modalities with both baselines. */
  readonly information: Information | null;
  /** Modalities without which the others are at chance. */
  readonly necessary: readonly string[];
}

/** Of the models that see one modality alone, none of `gone`, the best by clean accuracy; null where there is none. */
export function bestWithout({ unimodal }: Fusion, gone: readonly string[]): UnimodalAccuracy | null {
  return unimodal
    .filter(({ modality }) => !gone.includes(modality))
    .reduce<UnimodalAccuracy | null>(
      (best, own) => (best === null || (own.accuracy.value ?? 0) > (best.accuracy.value ?? 0) ? own : best),
      null,
    );
}

/** @param chance accuracy of always giving the commonest class of the selected samples, at least 1/classes */
export function measureFusion(model: ModelResults, chance: number, target?: Target): Fusion {
  const fused = cleanOutcomes(model.clean);
  const unimodal = model.baselines
    .filter(({ clean }) => clean.length > 0)
    .map(({ modality, clean }): UnimodalAccuracy => {
      const accuracy = accuracyOf(clean);
      return { modality, accuracy, atChance: isAtChance(accuracy, chance) };
    });
  const ranked = [...unimodal].sort((a, b) => (b.accuracy.value ?? 0) - (a.accuracy.value ?? 0));
  const best = ranked.at(0)?.modality ?? null;
  const bestClean = model.baselines.find(({ modality }) => modality === best)?.clean ?? [];
  const gain = meanOf(
    cleanAnswers(bestClean).flatMap(({ row, hit, group }) => {
      const own = fused.get(row);
      return own === undefined ? [] : [{ value: Number(own.hit) - Number(hit), group }];
    }),
    `${model.cell.id}/gain`,
  );
  const modalities = Object.keys(model.cell.spec.recipe.encoders);
  const complete = modalities.length > 1 && modalities.every((id) => unimodal.some(({ modality }) => modality === id));
  const necessary = complete
    ? modalities.filter((id) => unimodal.every(({ modality, atChance }) => modality === id || atChance))
    : [];
  const aboveChance = !isAtChance(accuracyOf(model.clean), chance);
  // Of sets and values there is no entropy of one class.
  const information = complete && target === undefined ? informationOf(model.clean, model.baselines) : null;
  return { unimodal, best, gain, necessary, information, complementarity: kindOf() };

  function kindOf(): Complementarity {
    if (!complete || !aboveChance || gain.low === null || gain.high === null) return 'unknown';
    if (necessary.length > 0) return 'synergy';
    return gain.low > 0 ? 'complementary' : 'redundant';
  }
}

export function isAtChance(accuracy: Rate, chance: number): boolean {
  return accuracy.low === null || accuracy.low <= chance;
}
