import { Worker } from 'node:worker_threads';
import { fromWire, LabError } from '../../shared/errors';
import type { Job, JobResult, JobUpdate, WorkerOptions } from '../worker/job';
import type { RunMessage, WorkerMessage, WorkerStart } from '../worker/messages';

/** What a worker said of itself when it was ready. */
export interface WorkerReport {
  readonly title: string;
  readonly hardware: string;
  readonly selfTestError: number;
}

/** How a job ended. `broken`: the worker is of no use any more, through no fault of the job that is known. */
export type Outcome =
  | { readonly kind: 'done'; readonly result: JobResult }
  | { readonly kind: 'failed'; readonly error: LabError }
  | { readonly kind: 'broken'; readonly error: LabError };

interface Current {
  readonly number: number;
  readonly onUpdate: (update: JobUpdate) => void;
  readonly end: (outcome: Outcome) => void;
}

/** The coordinator's side of one worker thread. */
export class DeviceWorker {
  readonly report: WorkerReport;
  readonly #thread: Worker;
  readonly #cancelled: Int32Array;
  #current: Current | null = null;
  #lastNumber = 0;

  private constructor(thread: Worker, cancelled: Int32Array, report: WorkerReport) {
    this.#thread = thread;
    this.#cancelled = cancelled;
    this.report = report;
    thread.on('message', (message: WorkerMessage) => {
      this.#receive(message);
    });
  }

  /** Starts a thread and waits for its self-test. @throws LabError saying why the device was refused */
  static async start(file: string, options: WorkerOptions): Promise<DeviceWorker> {
    const cancelled = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    const thread = new Worker(file, { workerData: { options, cancelled } satisfies WorkerStart });
    const worker = await new Promise<DeviceWorker>((resolve, reject) => {
      thread.once('message', (message: WorkerMessage) => {
        if (message.kind === 'ready') resolve(new DeviceWorker(thread, new Int32Array(cancelled), message));
        else reject(message.kind === 'refused' ? fromWire(message.error) : died(options, 'spoke out of turn'));
      });
      thread.once('error', (error: unknown) => {
        reject(died(options, describe(error)));
      });
      thread.once('exit', (code) => {
        reject(died(options, `exit code ${code}`));
      });
    }).catch(async (error: unknown) => {
      await thread.terminate();
      throw error;
    });
    thread.removeAllListeners('error').removeAllListeners('exit');
    let last = 'no reason given';
    thread.on('error', (error: unknown) => {
      last = describe(error);
    });
    thread.on('exit', (code) => {
      worker.#end({ kind: 'broken', error: died(options, code === 0 ? last : `${last}, exit code ${code}`) });
    });
    return worker;
  }

  /** Does one job; never rejects. One at a time. */
  run(job: Job, onUpdate: (update: JobUpdate) => void): Promise<Outcome> {
    this.#lastNumber += 1;
    const number = this.#lastNumber;
    return new Promise((end) => {
      this.#current = { number, onUpdate, end };
      this.#thread.postMessage({ job, number } satisfies RunMessage);
    });
  }

  /** Asks the job that runs to stop at its next look. */
  cancel(): void {
    if (this.#current !== null) Atomics.store(this.#cancelled, 0, this.#current.number);
  }

  /** Ends the thread, wherever it is. A job under way ends as `broken`. */
  async terminate(): Promise<void> {
    await this.#thread.terminate();
  }

  #receive(message: WorkerMessage): void {
    switch (message.kind) {
      case 'ready':
      case 'refused':
        return;
      case 'update':
        if (message.number === this.#current?.number) this.#current.onUpdate(message.update);
        return;
      case 'done':
        if (message.number === this.#current?.number) this.#end({ kind: 'done', result: message.result });
        return;
      case 'failed':
        if (message.number !== this.#current?.number) return;
        this.#end({ kind: message.healthy ? 'failed' : 'broken', error: fromWire(message.error) });
        return;
      default:
        message satisfies never;
    }
  }

  #end(outcome: Outcome): void {
    const current = this.#current;
    this.#current = null;
    current?.end(outcome);
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function died({ device }: WorkerOptions, why: string): LabError {
  return new LabError('internal', `A ${device} worker ended unexpectedly (${why}).`, {
    remedy: 'If memory is short, use fewer workers or a smaller batch.',
  });
}
