import type { EditMeasures } from '../../analysis/measures/edit';
import type { PerturbationMeasures } from '../../analysis/measures/perturbation';
import type { RemovalMeasures } from '../../analysis/measures/removal';
import {
  mainRemovalSetting,
  underSetting,
  type AttackSetting,
  type RemovalSetting,
} from '../../analysis/attack-setting';
import type { ModelAnalysis } from '../../analysis/model-analysis';
import { markedTitle } from '../../analysis/void-mark';
import type { RunHashes } from '../../shared/reports/report-hashes';
import type { StudyPlan } from '../../shared/plan/plan';
import type { RunInput } from '../input';

/** What sections share: the input, and the lookups they would all repeat. */
export interface Context {
  readonly input: RunInput;
  /** What the run's records and models are, by hashes; null where nobody has computed them. */
  readonly hashes: RunHashes | null;
  /** Those that are void have it in their titles, as every table and every legend shows them. */
  readonly models: readonly ModelAnalysis[];
  readonly settings: readonly AttackSetting[];
  /** Removal attack over most modalities: the one the report draws in detail. */
  readonly mainRemoval: RemovalSetting | null;
}

export function contextOf(input: RunInput, hashes: RunHashes | null = null): Context {
  const { attacks, subjects } = input.analysis;
  const mainRemoval = mainRemovalSetting(attacks);
  const models = subjects.flatMap((subject) =>
    subject.models.map((model) => ({ ...model, title: markedTitle(model) })),
  );
  return { input, hashes, models, settings: attacks, mainRemoval };
}

/** Inputs that some model of a plan reads. */
export function readModalities({ subjects }: Pick<StudyPlan, 'subjects'>): ReadonlySet<string> {
  return new Set(subjects.flatMap(({ recipe }) => Object.keys(recipe.encoders)));
}

export interface MeasuredRemoval {
  readonly model: ModelAnalysis;
  readonly measures: RemovalMeasures;
}

export function removalsUnder({ models }: Context, setting: AttackSetting | null): readonly MeasuredRemoval[] {
  return models.flatMap((model) => {
    const measures = underSetting(model.removals, setting);
    return measures === undefined ? [] : [{ model, measures }];
  });
}

/** Every removal attack on every model, in the order of the attacks. */
export function allRemovals(context: Context): readonly (MeasuredRemoval & { readonly setting: RemovalSetting })[] {
  return context.settings
    .filter((setting) => setting.kind === 'removal')
    .flatMap((setting) => removalsUnder(context, setting).map((entry) => ({ ...entry, setting })));
}

export function editsUnder(
  { models }: Context,
  setting: AttackSetting,
): readonly { readonly model: ModelAnalysis; readonly measures: EditMeasures }[] {
  return models.flatMap((model) => {
    const measures = underSetting(model.edits, setting);
    return measures === undefined ? [] : [{ model, measures }];
  });
}

export function perturbationsUnder(
  { models }: Context,
  setting: AttackSetting,
): readonly { readonly model: ModelAnalysis; readonly measures: PerturbationMeasures }[] {
  return models.flatMap((model) => {
    const measures = underSetting(model.perturbations, setting);
    return measures === undefined ? [] : [{ model, measures }];
  });
}
