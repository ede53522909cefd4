const TICK_MS = 1_000;

/**
 * Calls `onSilence` when `beat` was not called for `limit` ticks of a second. Ticks, not time: a machine that slept
 * has not missed any.
 */
export class HeartbeatWatch {
  #missed = 0;
  readonly #timer: NodeJS.Timeout;

  constructor(limit: number, onSilence: () => void) {
    this.#timer = setInterval(() => {
      this.#missed += 1;
      if (this.#missed <= limit) return;
      this.stop();
      onSilence();
    }, TICK_MS);
    this.#timer.unref();
  }

  beat(): void {
    this.#missed = 0;
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
