import type { Progress } from '../../shared/progress';
import { duration } from '../../analysis/quantities';
import { visibleText } from '../../shared/text/visible-text';
import type { ProgressView } from './progress-view';
import { counts, detailWords, leftWords } from './progress-words';

/** Milliseconds between two lines about the same work. */
const interval = 10_000;

/**
 * Progress for a log: one line when a piece of work begins, one every 10 s while it lasts, one when it is complete.
 * No control characters.
 */
export class ProgressLines implements ProgressView {
  readonly #write: (line: string) => void;
  readonly #now: () => number;
  #label = '';
  #lastWritten = 0;
  #startedAt = 0;
  #complete = true;

  constructor(write: (line: string) => void, now: () => number = Date.now) {
    this.#write = write;
    this.#now = now;
  }

  update(progress: Progress): void {
    const now = this.#now();
    const label = `${progress.stage}: ${visibleText(progress.label)}`;
    const complete = progress.done >= progress.total;
    const begins = label !== this.#label;
    if (begins) {
      this.#label = label;
      this.#startedAt = now;
      this.#complete = false;
    }
    if (complete) {
      if (this.#complete) return;
      this.#complete = true;
      this.#lastWritten = now;
      const took = now - this.#startedAt;
      this.#write(
        `${label}  ${amount(progress)}, done${took < 1000 ? '' : ` in ${duration(took / 1000)}`}${detailWords(progress)}`,
      );
      return;
    }
    if (!begins && now - this.#lastWritten < interval) return;
    this.#lastWritten = now;
    this.#write(`${label}  ${amount(progress)}${leftWords(progress, ', ')}${detailWords(progress)}`);
  }

  note(line: string): void {
    this.#write(line);
  }

  stop(): void {
    this.#label = '';
    this.#complete = true;
  }
}

function amount(progress: Progress): string {
  const share = progress.total === 0 ? 0 : Math.floor((100 * progress.done) / progress.total);
  return `${String(share)} % (${counts(progress).join(' of ')} ${progress.unit})`;
}
