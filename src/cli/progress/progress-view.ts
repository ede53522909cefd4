import type { Progress } from '../../shared/progress';

/** Shows how long work gets on, on the error stream. */
export interface ProgressView {
  update(progress: Progress): void;
  /** Writes a line without tearing the bar apart. */
  note(line: string): void;
  /** Ends the display; the last state stays visible. */
  stop(): void;
}
