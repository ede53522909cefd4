import type { Figure } from '../../analysis/figures';
import type { RunComparison } from '../../analysis/comparison/run-difference';
import type { RequirementsOutcome } from '../../analysis/requirements/outcome';
import type { AnalysisInput } from '../../analysis/input';
import type { StudyAnalysis } from '../../analysis/study-analysis';
import type { SampleRecord } from '../../shared/records/record';

/** A run without its records, which are handed over piece by piece. */
export type RunHead = Omit<AnalysisInput, 'records'>;

/** What the worker computes, of runs handed over before; a run is named by its id. */
export type Task =
  | { readonly kind: 'analyse'; readonly run: string }
  /** What the index keeps of a run; the run itself is forgotten then. */
  | { readonly kind: 'index'; readonly run: string }
  | { readonly kind: 'compare'; readonly a: string; readonly b: string };

export interface Compared {
  readonly comparison: RunComparison;
  /** Why the difference may not be one of the models; most serious first. */
  readonly warnings: readonly string[];
}
/** What the index keeps of what a run came to. */
export interface ForIndex {
  readonly figures: readonly Figure[];
  readonly outcome: RequirementsOutcome;
}
export interface TaskResults {
  readonly analyse: StudyAnalysis;
  readonly index: ForIndex;
  readonly compare: Compared;
}

export type ToWorker =
  | { readonly kind: 'run'; readonly head: RunHead }
  | { readonly kind: 'records'; readonly run: string; readonly records: readonly SampleRecord[] }
  | { readonly kind: 'task'; readonly task: Task };

export type FromWorker =
  | { readonly kind: 'done'; readonly result: TaskResults[Task['kind']] }
  | { readonly kind: 'failed'; readonly message: string };
