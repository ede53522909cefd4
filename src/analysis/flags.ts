import type { AnalysisInput, ModelResults } from './input';
import { modelFlags } from './flags/model-flags';
import { perturbationFlags } from './flags/perturbation-flags';
import { removalFlags } from './flags/removal-flags';
import { orderFlags } from './flags/order-flags';
import { runFlags } from './flags/run-flags';
import type { AttackSetting } from './measures/attack-setting';
import type { Comparison } from './compare';
import type { DataAnalysis, ModelAnalysis } from './study-analysis';

/**
 * `void`: the numbers named must not be used. `warning`: they may mislead. `note`: needed to read them rightly.
 */
export type FlagLevel = 'void' | 'warning' | 'note';

/** Something that makes a robustness number worth less than it looks. */
export interface Flag {
  /** Stable name of the check. */
  readonly check: string;
  readonly level: FlagLevel;
  /** Title of the model it concerns; null for the study. */
  readonly model: string | null;
  /** Title of the attack it concerns; null for the model or the study. */
  readonly attack: string | null;
  /** What was seen, with its numbers. */
  readonly finding: string;
  /** The finding as a statement that findings of other attacks share, and its number; null where it has no such form. */
  readonly shared: { readonly statement: string; readonly figure: string } | null;
  /** What it means and what to do. */
  readonly advice: string;
}

export interface FlagContext {
  readonly input: AnalysisInput;
  readonly data: DataAnalysis;
  readonly settings: readonly AttackSetting[];
  readonly models: readonly { readonly results: ModelResults; readonly analysis: ModelAnalysis }[];
  readonly comparisons: readonly Comparison[];
}

export function raiseFlags(context: FlagContext): readonly Flag[] {
  const flags = [
    ...runFlags(context),
    ...context.models.flatMap(({ results, analysis }) => [
      ...modelFlags(analysis, context.data),
      ...analysis.removals.flatMap((measures) => removalFlags(analysis, measures, context)),
      ...analysis.perturbations.flatMap((measures) => perturbationFlags(analysis, measures, context)),
      ...orderFlags(results, analysis, context.settings),
    ]),
  ];
  return [...flags].sort((a, b) => weight[a.level] - weight[b.level]);
}

const weight: Readonly<Record<FlagLevel, number>> = { void: 0, warning: 1, note: 2 };
