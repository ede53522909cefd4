import { SingleBar } from 'cli-progress';
import type { Progress } from '../../shared/progress';
import { visibleText } from '../../shared/text/visible-text';
import type { Terminal } from '../terminal';
import { clip, displayWidth } from '../width';
import type { ProgressView } from './progress-view';
import { counts, detailWords, leftWords } from './progress-words';

interface Payload {
  readonly label: string;
  readonly figures: string;
}

/** Columns of the bar itself. */
const barWidth = 20;

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
        barsize: barWidth,
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
      this.#bar.start(progress.total, progress.done, this.#payload(progress));
    }
    this.#last = progress;
    this.#bar?.setTotal(progress.total);
    this.#bar?.update(progress.done, this.#payload(progress));
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

  #payload(progress: Progress): Payload {
    const label = clip(visibleText(progress.label), 44);
    const figures = `${counts(progress).join('/')} ${progress.unit}${leftWords(progress, ' · ')}${detailWords(progress)}`;
    const taken = displayWidth(label) + barWidth + displayWidth('  100 %  ');
    // What does not fit is marked as cut; a line that wraps could not be redrawn in place.
    return { label, figures: clip(figures, Math.max(1, (this.#terminal.errStream.columns ?? 100) - taken)) };
  }
}
