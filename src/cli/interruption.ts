/**
 * Ctrl+C: the first one asks the work to stop cleanly, the second one ends the process at once.
 * Closing the terminal and `kill` count as a first one.
 */
export class Interruption {
  readonly #controller = new AbortController();
  readonly #onSecond: () => void;

  constructor(onSecond: () => void) {
    this.#onSecond = onSecond;
  }

  /** Aborted by the first interruption. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  readonly interrupt = (): void => {
    if (this.#controller.signal.aborted) this.#onSecond();
    else this.#controller.abort();
  };
}
