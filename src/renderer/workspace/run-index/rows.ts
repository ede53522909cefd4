import type { Estimate, Rate } from '../../../analysis/statistics/estimate';
import type { RunSummary } from '../../../shared/run';

/** A run as the lab listed it last. */
export interface IndexedRun extends RunSummary {
  /** What its cells in the index were made of; null while they are not there. */
  readonly measured: MeasuredWith | null;
}

/** What may explain a change between runs besides their models and attacks. */
export interface MeasuredWith {
  /** The program that began the run. */
  readonly appVersion: string;
  readonly datasetHash: string;
  /** Of the measures: aggregates of another version are made anew. */
  readonly analysisVersion: number;
}

/** What one cell of a finished run came to. */
export interface CellAggregate {
  readonly run: string;
  readonly cell: string;
  readonly kind: 'clean' | 'removal' | 'perturbation';
  /** The subject's name; of a baseline, `concat without text`. */
  readonly model: string;
  readonly role: 'subject' | 'baseline';
  readonly trainingSeed: number;
  /** Null for clean predictions. */
  readonly attack: string | null;
  /** Version of the attack's implementation; null for clean predictions. */
  readonly version: number | null;
  /** Right answers among all samples: clean, or under the attack. */
  readonly accuracy: Rate;
  /** Answers changed among those that were right; null for clean predictions. */
  readonly successRate: Rate | null;
  /** Removed share of each attacked modality over those that were right, failures as 1; empty without removals. */
  readonly removed: Readonly<Record<string, Estimate>>;
}
