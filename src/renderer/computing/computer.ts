import type { AnalysisInput } from '../../analysis/input';
import { Lane } from '../../shared/lab-channel/lane';
import { RunWorker, type Worked } from './run-worker';
import type { Task, TaskResults } from './tasks';

/** Computes about runs in a worker of its own, one task after the other. */
export class Computer {
  readonly #lane: Lane<RunWorker>;

  constructor(begin: () => Worked = beginWorker) {
    this.#lane = new Lane(() => new RunWorker(begin()));
  }

  /**
   * @throws LabError `cancelled` after the signal's abort, which ends the worker if it is at this task; `internal` when the
   *   worker fails
   */
  compute<Kind extends Task['kind']>(
    task: Extract<Task, { readonly kind: Kind }>,
    inputs: readonly AnalysisInput[],
    signal: AbortSignal,
  ): Promise<TaskResults[Kind]> {
    return this.#lane.do((worker) => worker.compute(task, inputs, signal), signal) as Promise<TaskResults[Kind]>;
  }

  /** Ends the worker; a later task begins another. */
  close(): void {
    this.#lane.end();
  }
}

function beginWorker(): Worked {
  return new Worker(new URL('worker.ts', import.meta.url), { type: 'module' });
}
