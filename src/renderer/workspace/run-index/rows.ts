import type { Rate } from '../../../analysis/statistics/estimate';
import type { RunSummary } from '../../../shared/run';

/** A run as the lab listed it last, and whether its cells are in the index. */
export interface IndexedRun extends RunSummary {
  readonly indexed: boolean;
}

/** What one cell of a finished run came to: written once, never changed. */
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
}
