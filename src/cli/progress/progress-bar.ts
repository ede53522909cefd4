import { SingleBar } from 'cli-progress';
import { decimal } from '../../analysis/format';
import type { Progress } from '../../shared/progress';
import { visibleText } from '../../shared/visible-text';
import { duration } from '../../analysis/quantities';
import type { Terminal } from '../terminal';
import { clip } from '../width';
import type { ProgressView } from './progress-view';

interface Payload {
  readonly label: string;
  readonly figures: string;
}

/** Progress on a terminal: one bar per piece of work, redrawn in place. */
export class ProgressBar implements ProgressView {
  readonly #terminal: Terminal;
  #bar: SingleBar | undefined;
  #label = '';
  #last: Progress | undefined;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  update(progress: Progress): void {
    if (progress.label !== this.#label || progress.stage !== this.#last?.stage) {
      this.stop();
      this.#label = progress.label;
      this.#bar = new SingleBar({
        format: '{label} {bar} {percentage} % {figures}',
        barsize: 20,
        barCompleteChar: '█',
        barIncompleteChar: '░',
        hideCursor: true,
        linewrap: true,
        emptyOnZero: true,
        // Ctrl+C is ours: the engine has to be asked to stop first.
        gracefulExit: false,
        fps: 10,
        stream: this.#terminal.errStream as NodeJS.WritableStream,
      });
      this.#bar.start(progress.total, progress.done, payload(progress));
    }
    this.#last = progress;
    this.#bar?.setTotal(progress.total);
    this.#bar?.update(progress.done, payload(progress));
  }

  note(line: string): void {
    const resumed = this.#last;
    this.stop();
    this.#terminal.note(line);
    if (resumed !== undefined && resumed.done < resumed.total) this.update(resumed);
  }

  stop(): void {
    this.#bar?.stop();
    this.#bar = undefined;
    this.#label = '';
    this.#last = undefined;
  }
}

function payload(progress: Progress): Payload {
  const left = progress.remaining === null ? '' : ` · ${duration(progress.remaining)} left`;
  const detail = progress.detail === null ? '' : ` · ${visibleText(progress.detail)}`;
  return {
    label: clip(visibleText(progress.label), 44),
    figures: `${decimal(Math.round(progress.done))}/${decimal(Math.round(progress.total))} ${progress.unit}${left}${detail}`,
  };
}
