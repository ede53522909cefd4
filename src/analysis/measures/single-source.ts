import type { AttackResult, ModelResults } from '../results';
import { ratioOf } from '../statistics/bootstrap';
import { rateOf, type Estimate, type Rate } from '../statistics/estimate';
import { radiiText } from '../../shared/attacks/gradient';
import type { AttackSetting } from '../attack-setting';
import { pairedGap } from './paired-gap';
import { answersWithout, bestWithout, type Fusion } from './unimodal';

/** Attacks that change one modality each, with everything else equal. */
export interface SingleSource {
  readonly modality: string;
  readonly setting: AttackSetting;
  /** acc(attack m). */
  readonly accuracy: Rate;
  /** Best model that does not see m, by clean accuracy; null without baselines. */
  readonly without: { readonly modality: string; readonly accuracy: Rate } | null;
  /** acc(attack m) − acc(best model without m), paired; below 0, fusing m is worse than dropping it. */
  readonly gap: Estimate | null;
  /**
   * False where dropping m leaves chance: the modality is needed, so that attacking it hurts is no liability of the
   * fusion.
   */
  readonly liability: boolean;
}

/** One attack family at one radius, over the modalities it was aimed at one by one. */
export interface SingleSourceFamily {
  readonly title: string;
  readonly sources: readonly SingleSource[];
  /** False where budgets are in different units (pixel values, levels of sound, an embedding space): which side is weaker then depends on them. */
  readonly sameUnits: boolean;
  /** The modality with min_m acc(attack m); null when fewer than two were attacked. */
  readonly worst: SingleSource | null;
  /** Robustness ratio: acc(attack m) / clean accuracy, averaged over the modalities m that were attacked. */
  readonly ratio: Estimate;
}

export function measureSingleSource(
  model: ModelResults,
  settings: readonly AttackSetting[],
  fusion: Fusion,
): readonly SingleSourceFamily[] {
  const families = new Map<string, Family>();
  for (const result of model.attacks) {
    const { setting } = result;
    if (setting.modalities.length !== 1 || result.records.length === 0) continue;
    if (setting.kind === 'perturbation' && Object.values(setting.radii).every((radius) => radius === 0)) continue;
    const rank = setting.kind !== 'perturbation' ? 0 : rankOfRadius(setting, settings);
    const name = `${setting.family}/${String(rank)}`;
    const family = families.get(name) ?? {
      shortTitle: setting.shortTitle,
      radii: [],
      sources: [],
      results: [],
      units: new Set<string>(),
      latent: false,
    };
    family.latent ||= setting.latent.length > 0;
    for (const unit of setting.units) family.units.add(unit);
    if (!family.sources.some(({ modality }) => modality === setting.modalities[0])) {
      family.sources.push(sourceOf(model, result, fusion));
      if (setting.kind === 'perturbation') {
        const { radii, choice, latent } = setting;
        family.radii.push(radiiText(Object.entries(radii), choice.norm, latent));
      }
      family.results.push(result);
    }
    families.set(name, family);
  }
  return [...families.entries()].map(([name, { shortTitle, radii, sources, results, units, latent }]) => ({
    title: [shortTitle, ...(radii.length === 0 ? [] : [radii.join(', ')])].join(' · '),
    sources,
    sameUnits: !latent && units.size < 2,
    worst:
      sources.length < 2 ? null : sources.reduce((a, b) => ((b.accuracy.value ?? 1) < (a.accuracy.value ?? 1) ? b : a)),
    ratio: robustnessRatio(results, `${model.cell.id}/${name}/ratio`),
  }));
}

/** Attacks that are put into one family, as they are found. */
interface Family {
  readonly shortTitle: string;
  /** Of each modality; none of what has no radius. */
  readonly radii: string[];
  readonly sources: SingleSource[];
  readonly results: AttackResult[];
  /** Of their radii. */
  readonly units: Set<string>;
  latent: boolean;
}

/** Over the samples that all of the attacks were tried on, so that both accuracies are of the same ones. */
function robustnessRatio(results: readonly AttackResult[], key: string): Estimate {
  const [first, ...others] = results.map(({ outcomes }) => new Map(outcomes.map((one) => [one.row, one])));
  return ratioOf(
    [...first.values()].flatMap((one) => {
      const rest = others.map((byRow) => byRow.get(one.row));
      if (!rest.every((other) => other !== undefined)) return [];
      const right = [one, ...rest].filter(({ correct }) => correct).length;
      return [{ value: right / results.length, of: Number(one.cleanCorrect), group: one.group }];
    }),
    key,
  );
}

function sourceOf(model: ModelResults, result: AttackResult, fusion: Fusion): SingleSource {
  const { setting, outcomes } = result;
  const [modality] = setting.modalities;
  const best = bestWithout(fusion, [modality]);
  return {
    modality,
    setting,
    accuracy: rateOf(outcomes.map(({ correct, group }) => ({ hit: correct, group }))),
    without: best === null ? null : { modality: best.modality, accuracy: best.accuracy },
    gap: best === null ? null : singleSourceGap(model, result),
    liability: !fusion.necessary.includes(modality),
  };
}

/** acc(attack m) − acc(best baseline without m), paired. @param result of an attack on one modality */
export function singleSourceGap(model: ModelResults, result: AttackResult, confidence?: number): Estimate {
  const { outcomes, cell, setting } = result;
  const attacked = outcomes.map(({ row, correct, group }) => ({ row, group, hit: correct }));
  return pairedGap(attacked, answersWithout(model, setting.modalities), `${cell.id}/gap`, confidence);
}

/** Place of this radius among the radii that the same attack was given for the same modality, smallest first. */
function rankOfRadius(setting: AttackSetting, settings: readonly AttackSetting[]): number {
  const [modality] = setting.modalities;
  const radii = settings
    .filter(
      (other) => other.modalities.length === 1 && other.modalities[0] === modality && other.family === setting.family,
    )
    .map((other) => other.radii[modality])
    .filter((radius) => radius > 0);
  return [...new Set(radii)].sort((a, b) => a - b).indexOf(setting.radii[modality]);
}
