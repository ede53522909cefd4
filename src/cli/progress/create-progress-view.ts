import type { Terminal } from '../terminal';
import { ProgressBar } from './progress-bar';
import { ProgressLines } from './progress-lines';
import type { ProgressView } from './progress-view';

/** A bar on a terminal; plain lines at intervals in a log. */
export function createProgressView(terminal: Terminal): ProgressView {
  return terminal.errIsTerminal
    ? new ProgressBar(terminal)
    : new ProgressLines((line) => {
        terminal.note(line);
      });
}
