import type { Progress, ProgressSink } from '../../shared/progress';

/** The rate is that of the last seconds, so that it follows when the work changes its pace. */
const WINDOW_MS = 20_000;
const POINT_EVERY_MS = 250;
const SHORTEST_BASE_MS = 1_000;

/** Counts one stage of long work and tells its rate and what remains. */
export class StageMeter {
  readonly #sink: ProgressSink;
  readonly #fixed: Pick<Progress, 'stage' | 'label' | 'unit' | 'total'>;
  readonly #now: () => number;
  /** The first is the first report: what came before it may have waited for another stage. */
  readonly #points: { readonly at: number; readonly done: number }[] = [];
  #done: number;

  /** @param done what an earlier run of the same work has done already; it does not count for the rate */
  constructor(
    sink: ProgressSink,
    fixed: Pick<Progress, 'stage' | 'label' | 'unit' | 'total'>,
    done = 0,
    now: () => number = () => performance.now(),
  ) {
    this.#sink = sink;
    this.#fixed = fixed;
    this.#now = now;
    this.#done = done;
  }

  /** `by` more units are done; `remaining` seconds are left where units differ too much for a common rate. */
  advance(by: number, detail: string | null, remaining?: number | null): void {
    this.#done += by;
    const rate = this.#rate();
    const left = this.#fixed.total - this.#done;
    const byRate = rate === null || rate <= 0 ? null : left / rate;
    this.#sink({
      ...this.#fixed,
      detail,
      done: this.#done,
      rate,
      remaining: remaining === undefined ? byRate : remaining,
      whole: null,
    });
  }

  /** `done` units are done in all. */
  reach(done: number, detail: string | null): void {
    this.#done = done;
    this.advance(0, detail);
  }

  /** Units per second. */
  #rate(): number | null {
    const at = this.#now();
    const points = this.#points;
    if (points.length === 0) points.push({ at, done: this.#done });
    while (points.length > 1 && points[1].at < at - WINDOW_MS) points.shift();
    const base = points[0];
    const rate = at - base.at < SHORTEST_BASE_MS ? null : ((this.#done - base.done) * 1000) / (at - base.at);
    if (at - points[points.length - 1].at >= POINT_EVERY_MS) points.push({ at, done: this.#done });
    return rate;
  }
}
