import type { StudyPlan } from '../shared/plan/plan';
import type { RunEvent } from '../shared/runs/run';
import { analyse } from './analyse';
import type { AnalysisInput } from './input';
import type { StudyAnalysis } from './study-analysis';

/** A run and what its numbers say: what every file about it is made from. */
export interface AnalysedRun {
  readonly input: AnalysisInput;
  readonly analysis: StudyAnalysis;
}

export function analysed(input: AnalysisInput): AnalysedRun {
  return { input, analysis: analyse(input) };
}

/** What a run has to tell other programs: its JSON. */
export interface RunResult {
  readonly plan: StudyPlan;
  readonly events: readonly RunEvent[];
  readonly analysis: StudyAnalysis;
}

export function runResult({ input, analysis }: AnalysedRun): RunResult {
  return { plan: input.run.plan, events: input.events, analysis };
}
