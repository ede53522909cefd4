/**
 * The coordinator's side of the device workers: a queue of jobs, first come, first served. It loads no tensor library.
 *
 * A worker that dies, or whose device can no longer be trusted, is replaced and its job done once more; a job that
 * merely fails is not. A worker that does not stop within a second of a cancel is ended and replaced.
 */
import type { DeviceInfo, DeviceKind } from '../../shared/device';
import { cancelled, LabError } from '../../shared/errors';
import { rungOf } from './ladder';
import { DeviceWorker, type Outcome } from './device-worker';
import type { Job, JobResult, JobUpdate } from '../worker/job';
import { defaultWorkers, threadsOfEach } from './worker-count';
import { findWorkerFile } from './worker-file';

export interface PoolOptions {
  readonly device: DeviceKind;
  /** Workers side by side; by default as `defaultWorkers` says. */
  readonly workers?: number | undefined;
  /** Processor threads of each worker, where its backend has threads of its own; by default all, shared out. */
  readonly threads?: number | undefined;
  /** The built worker, if not the program's own. */
  readonly workerFile?: string | undefined;
  /** Told why a worker was lost, and whether there is another in its place. */
  readonly onWarning?: ((text: string) => void) | undefined;
}

export interface RunOptions {
  readonly signal?: AbortSignal;
  /** Called as the worker reports, on the coordinator's thread. */
  readonly onUpdate?: (update: JobUpdate) => void;
}

export interface DevicePool {
  /** Jobs that are done at the same time. */
  readonly size: number;
  /**
   * Does a job on a free worker, in order of arrival.
   *
   * @throws LabError `cancelled` within about a second of the signal; what the job fails with; `device-lost` when two
   * workers were lost with it, or the last one; `out-of-memory` when it was for want of memory
   */
  run<Some extends Job>(job: Some, options?: RunOptions): Promise<Extract<JobResult, { kind: Some['kind'] }>>;
  info(): DeviceInfo;
  /** No worker is left, and none could be started in the place of the last: the pool does nothing any more. */
  isLost(): boolean;
  /** Resident memory in bytes of workers that are processes of their own. */
  memory(): number;
  /** Ends all workers; jobs under way or waiting reject as cancelled. */
  close(): Promise<void>;
}

const GRACE_MILLISECONDS = 1000;
/** A job is tried on a second worker when the first is lost. */
const ATTEMPTS = 2;

/** Starts the workers and waits for the self-tests of all. @throws LabError when the device is refused */
export async function createPool({
  device,
  workers = defaultWorkers(device),
  threads = threadsOfEach(workers),
  workerFile,
  onWarning = () => undefined,
}: PoolOptions): Promise<DevicePool> {
  if (!Number.isInteger(workers) || workers < 1) {
    throw new LabError('invalid', `${workers} is no number of workers.`, {
      where: 'workers',
      remedy: 'Give a whole number above 0.',
    });
  }
  const file = workerFile ?? findWorkerFile();
  const start = (): Promise<DeviceWorker> => DeviceWorker.start(file, { device, threads });
  const started = await Promise.allSettled(Array.from({ length: workers }, start));
  const ready = started.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const refusal = started.find((result) => result.status === 'rejected');
  if (refusal !== undefined) {
    await Promise.all(ready.map((worker) => worker.terminate()));
    throw refusal.reason;
  }
  return new Pool(describe(device, ready, threads), ready, start, onWarning);
}

interface Task {
  readonly job: Job;
  readonly signal: AbortSignal | undefined;
  readonly onUpdate: (update: JobUpdate) => void;
  /** Listens to the signal while the task waits. */
  readonly leaveQueue: () => void;
  readonly resolve: (result: JobResult) => void;
  readonly reject: (error: unknown) => void;
  /** Workers that were lost with it. */
  losses: number;
}

class Pool implements DevicePool {
  readonly size: number;
  readonly #start: () => Promise<DeviceWorker>;
  readonly #onWarning: (text: string) => void;
  readonly #info: DeviceInfo;
  readonly #workers: Set<DeviceWorker>;
  #idle: readonly DeviceWorker[];
  #waiting: readonly Task[] = [];
  #closed = false;
  /** Why the last lost worker could not be replaced. */
  #irreplaceable: unknown = null;

  constructor(
    info: DeviceInfo,
    workers: readonly DeviceWorker[],
    start: () => Promise<DeviceWorker>,
    onWarning: (text: string) => void,
  ) {
    this.#start = start;
    this.#onWarning = onWarning;
    this.#idle = workers;
    this.#workers = new Set(workers);
    this.size = workers.length;
    this.#info = info;
  }

  info(): DeviceInfo {
    return this.#info;
  }

  isLost(): boolean {
    return this.#workers.size === 0 && this.#irreplaceable !== null;
  }

  memory(): number {
    return [...this.#workers].reduce((sum, worker) => sum + worker.memory, 0);
  }

  run<Some extends Job>(job: Some, options: RunOptions = {}): Promise<Extract<JobResult, { kind: Some['kind'] }>> {
    const { signal, onUpdate = () => undefined } = options;
    return new Promise((resolve, reject) => {
      if (this.#closed || signal?.aborted === true) {
        reject(cancelled());
        return;
      }
      const leaveQueue = (): void => {
        this.#waiting = this.#waiting.filter((other) => other !== task);
        reject(cancelled());
      };
      // The result is of the job's kind, which the worker's switch over jobs assures.
      const task: Task = { job, signal, onUpdate, leaveQueue, resolve: resolve as Task['resolve'], reject, losses: 0 };
      this.#queue([...this.#waiting, task], task);
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#rejectWaiting(cancelled());
    this.#idle = [];
    await Promise.all([...this.#workers].map((worker) => worker.terminate()));
  }

  #queue(waiting: readonly Task[], task: Task): void {
    task.signal?.addEventListener('abort', task.leaveQueue, { once: true });
    this.#waiting = waiting;
    this.#assign();
  }

  #assign(): void {
    while (this.#waiting.length > 0 && this.#idle.length > 0) {
      const [task, ...waiting] = this.#waiting;
      const [worker, ...idle] = this.#idle;
      this.#waiting = waiting;
      this.#idle = idle;
      task.signal?.removeEventListener('abort', task.leaveQueue);
      void this.#serve(task, worker);
    }
    if (this.isLost()) this.#rejectWaiting(this.#irreplaceable);
  }

  async #serve(task: Task, worker: DeviceWorker): Promise<void> {
    const outcome = await attemptOn(worker, task);
    const isOver = this.#isOver(task);
    const isTriedAgain = outcome.kind === 'broken' && !isOver && task.losses + 1 < ATTEMPTS;
    if (!isTriedAgain) settle(task, outcome, isOver);
    const next = outcome.kind === 'broken' ? await this.#replace(worker, isTriedAgain ? outcome.error : null) : worker;
    if (next !== null) this.#idle = [...this.#idle, next];
    if (isTriedAgain && !this.#isOver(task) && !this.isLost()) {
      task.losses += 1;
      this.#queue([task, ...this.#waiting], task);
      return;
    }
    if (isTriedAgain) task.reject(this.#isOver(task) ? cancelled() : lost(outcome.error, task.losses + 1));
    this.#assign();
  }

  /** Asked again after a wait, which the type checker does not expect of fields. */
  #isOver({ signal }: Task): boolean {
    return this.#closed || signal?.aborted === true;
  }

  /**
   * A new worker in the place of a lost one; null when none can be had.
   *
   * @param why to be told as a warning; null where somebody else is told
   */
  async #replace(lost: DeviceWorker, why: LabError | null): Promise<DeviceWorker | null> {
    await lost.terminate();
    this.#workers.delete(lost);
    if (this.#closed) return null;
    const { kind } = this.#info;
    try {
      const worker = await this.#start();
      this.#workers.add(worker);
      if (this.#isClosed()) {
        await worker.terminate();
        return null;
      }
      if (why !== null) this.#onWarning(`A ${kind} worker was replaced: ${why.toString()}`);
      return worker;
    } catch (error) {
      this.#irreplaceable = error;
      const left = this.#workers.size;
      this.#onWarning(`A lost ${kind} worker could not be replaced (${left} left): ${String(error)}`);
      return null;
    }
  }

  /** Asked again after a wait, which the type checker does not expect of a field. */
  #isClosed(): boolean {
    return this.#closed;
  }

  #rejectWaiting(error: unknown): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const task of waiting) task.reject(error);
  }
}

function settle({ resolve, reject, losses }: Task, outcome: Outcome, isOver: boolean): void {
  if (outcome.kind === 'done') resolve(outcome.result);
  else if (isOver) reject(cancelled());
  else if (outcome.kind === 'failed') reject(outcome.error);
  else reject(lost(outcome.error, losses + 1));
}

function lost({ code, message, remedy = '' }: LabError, workers: number): LabError {
  return new LabError(code === 'out-of-memory' ? code : 'device-lost', message, {
    remedy: `It was tried on ${workers} ${workers === 1 ? 'worker' : 'workers'}. ${remedy}`.trim(),
  });
}

/** One try at a job. A worker that does not stop in time after a cancel is ended, which breaks it. */
async function attemptOn(worker: DeviceWorker, { job, signal, onUpdate }: Task): Promise<Outcome> {
  let late: NodeJS.Timeout | undefined;
  const stop = (): void => {
    worker.cancel();
    late = setTimeout(() => void worker.terminate(), GRACE_MILLISECONDS);
  };
  const outcome = worker.run(job, onUpdate);
  if (signal?.aborted === true) stop();
  else signal?.addEventListener('abort', stop, { once: true });
  try {
    return await outcome;
  } finally {
    clearTimeout(late);
    signal?.removeEventListener('abort', stop);
  }
}

function describe(kind: DeviceKind, workers: readonly DeviceWorker[], threads: number): DeviceInfo {
  const [{ report }] = workers;
  return {
    kind,
    title: report.title,
    state: 'ready',
    reason: null,
    hardware: report.hardware,
    workers: workers.length,
    threads: rungOf(kind).threaded ? threads : 1,
    selfTestError: Math.max(...workers.map((worker) => worker.report.selfTestError)),
    speed: null,
  };
}
