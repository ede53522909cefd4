import type { Target } from '../../shared/data/target';
import type { ModelResults } from '../results';
import type { Estimate, Rate } from '../statistics/estimate';
import { accuracyOf, cleanAnswers, type CleanAnswer } from './accuracy';
import { isAtChance, type Chance } from './chance';
import { informationOf, type Information } from './information';
import { pairedGap } from './paired-gap';

/**
 * What the modalities of a data set add to each other, as this model and its baselines show it.
 * `synergy`: without one modality only chance is left; `complementary`: the fused model beats the best single one;
 * `redundant`: it does not; `unknown`: too little to tell.
 */
export type Complementarity = 'synergy' | 'complementary' | 'redundant' | 'unknown';

export interface UnimodalAccuracy {
  /** What the baseline sees, as one name: `image`, or `image + text`. */
  readonly modality: string;
  readonly sees: readonly string[];
  readonly accuracy: Rate;
  /** It is not clearly beyond chance: by its accuracy; of a value by its error. */
  readonly atChance: boolean;
}

export interface Fusion {
  /** Baselines that see one modality alone. */
  readonly unimodal: readonly UnimodalAccuracy[];
  /** All baselines: of three modalities or more also those that lack one of them. */
  readonly restricted: readonly UnimodalAccuracy[];
  /** Best baseline by accuracy. */
  readonly best: string | null;
  /** Fused accuracy − that of the best baseline, paired. */
  readonly gain: Estimate;
  readonly complementarity: Complementarity;
  /** The same as a number, for two modalities with both baselines. */
  readonly information: Information | null;
  /**
   * Modalities without which the others are at chance, also together. In runs of three modalities or more that are older than
   * baselines without one of them, by the single others.
   */
  readonly necessary: readonly string[];
}

/** Of the baselines that see none of `gone`, the best by clean accuracy; null where there is none. */
export function bestWithout({ restricted }: Fusion, gone: readonly string[]): UnimodalAccuracy | null {
  return restricted
    .filter(({ sees }) => !sees.some((id) => gone.includes(id)))
    .reduce<UnimodalAccuracy | null>(
      (best, own) => (best === null || (own.accuracy.value ?? 0) > (best.accuracy.value ?? 0) ? own : best),
      null,
    );
}

/** What baselines that see none of `gone` answer. */
export function answersWithout(
  { baselines }: Pick<ModelResults, 'baselines'>,
  gone: readonly string[],
): readonly (readonly CleanAnswer[])[] {
  return baselines.flatMap(({ sees, clean }) =>
    clean.length === 0 || sees.some((id) => gone.includes(id)) ? [] : [cleanAnswers(clean)],
  );
}

export function measureFusion(model: ModelResults, chance: Chance, target?: Target): Fusion {
  const restricted = model.baselines
    .filter(({ clean }) => clean.length > 0)
    .map(({ modality, sees, clean }): UnimodalAccuracy => ({
      modality,
      sees,
      accuracy: accuracyOf(clean),
      atChance: isAtChance(clean, chance, `${model.cell.id}/${modality}`),
    }));
  const unimodal = restricted.filter(({ sees }) => sees.length === 1);
  const ranked = [...restricted].sort((a, b) => (b.accuracy.value ?? 0) - (a.accuracy.value ?? 0));
  const best = ranked.at(0)?.modality ?? null;
  const gain = pairedGap(cleanAnswers(model.clean), answersWithout(model, []), `${model.cell.id}/gain`);
  const modalities = Object.keys(model.cell.spec.recipe.encoders);
  const complete = modalities.length > 1 && modalities.every((id) => unimodal.some(({ modality }) => modality === id));
  const necessary = complete
    ? modalities.filter((id) => restricted.every(({ sees, atChance }) => sees.includes(id) || atChance))
    : [];
  const aboveChance = !isAtChance(model.clean, chance, model.cell.id);
  // Of sets and values there is no entropy of one class.
  const information =
    complete && target === undefined
      ? informationOf(
          model.clean,
          model.baselines.filter(({ sees }) => sees.length === 1),
        )
      : null;
  return { unimodal, restricted, best, gain, necessary, information, complementarity: kindOf() };

  function kindOf(): Complementarity {
    if (!complete || !aboveChance || gain.low === null || gain.high === null) return 'unknown';
    if (necessary.length > 0) return 'synergy';
    return gain.low > 0 ? 'complementary' : 'redundant';
  }
}
