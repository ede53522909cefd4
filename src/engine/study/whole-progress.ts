import type { Progress } from '../../shared/progress';

type Stage = Progress['stage'];

/** What is known of a stage. */
export interface Standing {
  /** Records that it has made. */
  readonly records: number;
  /** Seconds left of it; null while that is not known. */
  readonly remaining: number | null;
}

/**
 * Where a study stands as a whole, learned from the reports of its stages. Stages overlap a little where several workers
 * compute, so the sum of what is left of them is rather too long than too short.
 */
export class WholeProgress {
  readonly #total: number;
  readonly #stages: Map<Stage, Standing>;

  /**
   * @param total records of the complete run
   * @param stages all that there are, as they stand at the beginning
   */
  constructor(total: number, stages: ReadonlyMap<Stage, Standing>) {
    this.#total = total;
    this.#stages = new Map(stages);
  }

  /** A stage has nothing left to do. */
  skip(stage: Stage): void {
    this.#stages.set(stage, { records: this.#stages.get(stage)?.records ?? 0, remaining: 0 });
  }

  /** The report of a stage, with the whole beside it. */
  beside(report: Progress): Progress {
    const { stage, unit, done, total, remaining } = report;
    this.#stages.set(stage, {
      records: unit === 'records' ? done : 0,
      remaining: done >= total ? 0 : remaining,
    });
    return { ...report, whole: this.#standing() };
  }

  #standing(): NonNullable<Progress['whole']> {
    const stages = [...this.#stages.values()];
    const left = stages.flatMap(({ remaining }) => (remaining === null ? [] : [remaining]));
    return {
      done: stages.reduce((sum, { records }) => sum + records, 0),
      total: this.#total,
      remaining: left.length < stages.length ? null : left.reduce((sum, seconds) => sum + seconds, 0),
    };
  }
}
