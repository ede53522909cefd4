import type { AnalysedRun } from './analysed-run';

/** Records of the runs that are kept; more than that of one run is read only for somebody who looks at it. */
export const MOST_RECORDS = 250_000;

/** Runs that were read and analysed, so that they need not be again: those used last, up to so many records together. */
export class KeptRuns {
  readonly #most: number;
  /** Used longest ago first. */
  readonly #runs = new Map<string, AnalysedRun>();

  constructor(most = MOST_RECORDS) {
    this.#most = most;
  }

  get(key: string): AnalysedRun | undefined {
    const run = this.#runs.get(key);
    if (run !== undefined) this.#putLast(key, run);
    return run;
  }

  /** The run is kept whatever its size. */
  keep(key: string, run: AnalysedRun): void {
    this.#putLast(key, run);
    let records = [...this.#runs.values()].reduce((sum, { input }) => sum + input.records.length, 0);
    for (const [other, { input }] of this.#runs) {
      if (records <= this.#most || other === key) return;
      this.#runs.delete(other);
      records -= input.records.length;
    }
  }

  #putLast(key: string, run: AnalysedRun): void {
    this.#runs.delete(key);
    this.#runs.set(key, run);
  }
}
