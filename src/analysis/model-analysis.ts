import type { StudyPlan } from '../shared/plan/plan';
import { chanceOf, type DataAnalysis } from './data-analysis';
import { accuracyOf } from './measures/accuracy';
import { measureAlignment, type Alignment } from './measures/alignment';
import type { AttackSetting } from './attack-setting';
import { measureCorruptions, type Corruptions } from './measures/corruption';
import { measureCostliest, type CostliestInput } from './measures/costliest';
import { measureDegraded, measureDegradedAlone, type DegradedAlone, type DegradedMeasures } from './measures/degraded';
import { measureEdits, type EditMeasures } from './measures/edit';
import { measureInteractions, type Interaction } from './measures/interaction';
import { measureMinimum, type BesideMinimum } from './measures/minimum';
import { measureMissing, type MissingInput } from './measures/missing';
import { measureMistakes, type Mistakes } from './measures/mistakes';
import { measureNoisy, type NoisyInput } from './measures/noisy';
import { measureOwnSearches, type OwnSearch } from './measures/own-search';
import { measurePerformanceChange, type PerformanceChange } from './measures/performance-change';
import { measurePerturbation, type PerturbationMeasures } from './measures/perturbation';
import { measureRemoval, type RemovalMeasures } from './measures/removal';
import { measureSingleSource, type SingleSourceFamily } from './measures/single-source';
import { unsoundness, type Unsoundness } from './measures/soundness';
import { measureSplitting, type SplittingEffect } from './measures/splitting';
import { measureFusion, type Fusion } from './measures/unimodal';
import { measureTargets, type ScoredCondition } from './measures/target-scores';
import { measureCertified, type CertifiedMeasures } from './measures/certified';
import { measureKeptRadii, type KeptRadii } from './measures/kept-radii';
import { measureVulnerability, type Vulnerability } from './measures/vulnerability';
import { measureSettling, type Settling } from './measures/settling';
import { measureWeighing, type Weighing } from './measures/weighing';
import { measureWorstCases, type WorstCase } from './measures/worst-case';
import { titleOfModel } from './model-title';
import type { ModelResults } from './results';
import type { Rate } from './statistics/estimate';

/** All that is said of one trained model. */
export interface ModelAnalysis {
  /** Hash that names the trained model. */
  readonly model: string;
  readonly subject: string;
  readonly seed: number;
  /** `concat`, or `concat · seed 1` where there are several. */
  readonly title: string;
  readonly accuracy: Rate;
  readonly fusion: Fusion;
  /** Where a set of labels or a value is asked for, what is measured beside right and wrong; null of one class. */
  readonly scores: readonly ScoredCondition[] | null;
  readonly unsound: readonly Unsoundness[];
  /** Under noise and without modalities. */
  readonly degraded: readonly DegradedMeasures[];
  /** Natural corruptions; null where the plan has none. */
  readonly corruptions: Corruptions | null;
  /** Over the modalities that are missing; empty where the plan lets none be. */
  readonly performanceChange: readonly PerformanceChange[];
  /** Missing modalities, each beside a model that sees only what is left. */
  readonly missing: readonly MissingInput[];
  /** Noise, each level beside the model of one modality that does best under it. */
  readonly noisy: readonly NoisyInput[];
  /** The missing modality that costs the most; null where none was taken away. */
  readonly costliest: CostliestInput | null;
  /** What `degraded` says, of the models that see one modality alone. */
  readonly degradedAlone: readonly DegradedAlone[];
  readonly removals: readonly RemovalMeasures[];
  /** Searches of the lab's own beside the attack whose queries they are held to. */
  readonly ownSearches: readonly OwnSearch[];
  /** Searches of few parts beside the least there is. */
  readonly besideMinimum: readonly BesideMinimum[];
  /** All removal attacks taken together; null where it is not known what a mistake is. */
  readonly mistakes: Mistakes | null;
  readonly perturbations: readonly PerturbationMeasures[];
  /** Attacks on the words of texts. */
  readonly edits: readonly EditMeasures[];
  /** Small changes by several attacks at one budget, taken together. */
  readonly worstCases: readonly WorstCase[];
  readonly singleSource: readonly SingleSourceFamily[];
  readonly splitting: readonly SplittingEffect[];
  /** Attacks on several modalities beside the same attack on each of them alone. */
  readonly interactions: readonly Interaction[];
  /** Of each modality's encoding; empty of one modality, and of older records. */
  readonly vulnerability: readonly Vulnerability[];
  /** Of every two encodings that are vectors of one width. */
  readonly alignment: readonly Alignment[];
  /** Null: all samples are weighed alike. */
  readonly weighing: Weighing | null;
  /** Null: its fusion is not solved for in steps. */
  readonly settling: Settling | null;
  /** Of its ensembles; empty where the plan certifies nothing. */
  readonly certified: readonly CertifiedMeasures[];
  /** Of the model itself, where its logits are sums over its inputs; empty where the plan does not ask. */
  readonly keptRadii: readonly KeptRadii[];
}

/** A trained model with its records and what is said of it. */
export interface Evaluated {
  readonly results: ModelResults;
  readonly analysis: ModelAnalysis;
}

/** @param late a model of late fusion, of the same training seed */
export function analyseModel(
  model: ModelResults,
  settings: readonly AttackSetting[],
  data: DataAnalysis,
  plan: Pick<StudyPlan, 'seeds'>,
  late?: ModelResults,
): ModelAnalysis {
  const modalities = data.modalities.map(({ id }) => id);
  const fusion = measureFusion(model, chanceOf(data), data.target);
  const removals = model.attacks.flatMap((result) =>
    result.kind === 'removal' && result.records.length > 0
      ? [measureRemoval(result, data, modalities, data.oracle !== null)]
      : [],
  );
  return {
    model: model.cell.model,
    subject: model.cell.subject,
    seed: model.cell.spec.seed,
    title: titleOfModel(model.cell, plan),
    accuracy: accuracyOf(model.clean),
    fusion,
    scores: measureTargets(model, data),
    unsound: unsoundness(model, chanceOf(data), data.target),
    degraded: measureDegraded(model.degraded),
    corruptions: measureCorruptions(model.degraded, accuracyOf(model.clean), model.cell.id),
    performanceChange: measurePerformanceChange(model.degraded, model.cell.id),
    missing: measureMissing(model, fusion),
    noisy: measureNoisy(model, fusion),
    costliest: measureCostliest(model.degraded),
    degradedAlone: measureDegradedAlone(model),
    removals,
    ownSearches: measureOwnSearches(model),
    besideMinimum: measureMinimum(model),
    mistakes: measureMistakes(model, data.oracle !== null),
    perturbations: model.attacks.flatMap((result) =>
      result.kind === 'perturbation' && result.records.length > 0 ? [measurePerturbation(result, data)] : [],
    ),
    edits: model.attacks.flatMap((result) =>
      result.kind === 'edit' && result.records.length > 0 ? [measureEdits(result, data)] : [],
    ),
    worstCases: measureWorstCases(model),
    singleSource: measureSingleSource(model, settings, fusion),
    splitting: measureSplitting(model, settings),
    interactions: measureInteractions(model, settings),
    weighing: measureWeighing(model, late),
    settling: measureSettling(model),
    vulnerability: measureVulnerability(model.clean, model.cell.id),
    alignment: measureAlignment(model),
    certified: measureCertified(model),
    keptRadii: measureKeptRadii(model),
  };
}
