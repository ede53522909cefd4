import type { ProgressSink } from '../../shared/progress';
import type { QueueItem } from '../../shared/runs/queue';

/** Long work, as the queue knows it. */
export interface Work extends Pick<QueueItem, 'kind' | 'title' | 'run' | 'model'> {
  /** Ids of the models that it trains where the lab lacks them. */
  readonly trains: readonly string[];
  /** Name of the data set that it reads. */
  readonly dataset: string;
  /** Writes down how the work stands now, where others look for it. */
  readonly stands: (state: QueueItem['state']) => Promise<void>;
  /**
   * Does the work, or what is left of it. Ends within a second of the signal's abort, as cancelled; may be called again
   * when the reason was a pause.
   */
  readonly compute: (signal: AbortSignal, onProgress: ProgressSink) => Promise<void>;
  /**
   * Writes down that the work has left the queue, whether or not it was ever begun.
   *
   * @param error why it is not done; null when it is
   */
  readonly leaves: (error: Error | null) => Promise<void>;
}
