import type { Progress } from '../../shared/progress';
import { ProgressBar } from './progress-bar';
import { ProgressLines } from './progress-lines';
import type { Terminal } from '../terminal';

/** Shows how long work gets on, on the error stream. */
export interface ProgressView {
  update(progress: Progress): void;
  /** Writes a line without tearing the bar apart. */
  note(line: string): void;
  /** Ends the display; the last state stays visible. */
  stop(): void;
}

/** A bar on a terminal; plain lines at intervals in a log. */
export function createProgressView(terminal: Terminal): ProgressView {
  return terminal.errIsTerminal
    ? new ProgressBar(terminal)
    : new ProgressLines((line) => {
        terminal.note(line);
      });
}
