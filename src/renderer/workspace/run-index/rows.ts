import type { Figure } from '../../../analysis/figures';
import type { RequirementsOutcome } from '../../../analysis/requirements/outcome';
import type { RunSummary } from '../../../shared/runs/run';

/** A run as the lab listed it last. */
export interface IndexedRun extends RunSummary {
  /** What its figures in the index were made of; null while they are not there. */
  readonly measured: MeasuredWith | null;
  /** What its requirements came to; null exactly where `measured` is. */
  readonly outcome: RequirementsOutcome | null;
}

/** What may explain a change between runs besides their models and attacks. */
export interface MeasuredWith {
  /** The program that began the run. */
  readonly appVersion: string;
  readonly datasetHash: string;
  /** Of the measures: figures of another version are made anew. */
  readonly analysisVersion: number;
}

/** What a finished run came to, as its results show it. */
export interface RunFigures {
  readonly run: string;
  readonly figures: readonly Figure[];
}
