import type { RunState } from '../shared/run';
import type { StudyPlan } from '../shared/plan';
import type { Comparison } from './compare';
import type { Flag } from './flags';
import type { AttackSetting } from './measures/attack-setting';
import type { PerturbationMeasures } from './measures/perturbation';
import type { RemovalMeasures } from './measures/removal';
import type { SingleSourceFamily } from './measures/single-source';
import type { Unsoundness } from './measures/soundness';
import type { SplittingEffect } from './measures/splitting';
import type { Fusion } from './measures/unimodal';
import type { RequirementAnswer } from './requirements';
import type { Estimate, Rate } from './statistics/estimate';
import type { Verdict } from './verdict';

/** Raised when a measure's definition changes: results of different versions are not compared without a warning. */
export const analysisVersion = 1;

/** All that is said about a run, computed from its records: what the terminal, the report and the window show. */
export interface StudyAnalysis {
  readonly format: 'muroan.analysis';
  readonly formatVersion: 1;
  readonly analysisVersion: number;
  readonly run: {
    readonly id: string;
    readonly state: RunState;
    readonly planHash: string;
    readonly datasetHash: string;
    readonly records: number;
    readonly recordsExpected: number;
    readonly complete: boolean;
  };
  readonly study: {
    readonly name: string;
    readonly question: string;
    readonly primaryMeasure: StudyPlan['primaryMeasure'];
    readonly seeds: readonly number[];
  };
  readonly data: DataAnalysis;
  readonly attacks: readonly AttackSetting[];
  readonly subjects: readonly SubjectAnalysis[];
  readonly comparisons: readonly Comparison[];
  readonly requirements: readonly RequirementAnswer[];
  readonly flags: readonly Flag[];
  readonly verdict: Verdict;
}

export interface DataAnalysis {
  readonly name: string;
  readonly title: string;
  readonly task: string;
  readonly unit: string;
  readonly classes: readonly string[];
  /** Modality ids in their fixed order, with the name of an element. */
  readonly modalities: readonly { readonly id: string; readonly kind: 'image' | 'text'; readonly element: string }[];
  /** Selected samples, and independent units among them. */
  readonly n: number;
  readonly clusters: number;
  /** Commonest class among the samples recorded so far, and its share of them; null before any record. */
  readonly majority: { readonly name: string; readonly share: number; readonly of: number } | null;
  /** Accuracy of always giving the majority class; without records, 1 / number of classes. */
  readonly chance: number;
  /** What "still decidable" means for this data; null when it has no oracle. */
  readonly oracle: string | null;
}

/** A recipe under test, trained once per seed. */
export interface SubjectAnalysis {
  readonly name: string;
  readonly models: readonly ModelAnalysis[];
  /** Over training seeds; equal to the model's own figures with one seed. */
  readonly overall: {
    readonly accuracy: Estimate;
    readonly attacks: readonly {
      readonly attackKey: string;
      readonly successRate: Estimate;
      readonly robustAccuracy: Estimate;
      /** Mean removed share over C of each attacked modality, failures as 1; empty for attacks that remove nothing. */
      readonly removed: Readonly<Record<string, Estimate>>;
    }[];
  };
}

export interface ModelAnalysis {
  /** Hash that names the trained model. */
  readonly model: string;
  readonly subject: string;
  readonly seed: number;
  /** `concat`, or `concat · seed 1` where there are several. */
  readonly title: string;
  readonly accuracy: Rate;
  readonly fusion: Fusion;
  readonly unsound: readonly Unsoundness[];
  readonly removals: readonly RemovalMeasures[];
  readonly perturbations: readonly PerturbationMeasures[];
  readonly singleSource: readonly SingleSourceFamily[];
  readonly splitting: readonly SplittingEffect[];
}
