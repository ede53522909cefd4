import { fromWire, LabError } from '../../shared/errors';
import type { Job, JobResult, JobUpdate, WorkerOptions } from '../worker/job';
import type { WorkerMessage } from '../worker/messages';
import { rungOf } from './ladder';
import { openLink, type WorkerEnd, type WorkerLink } from './worker-link';

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

/** Long enough for a driver's first use on a machine that is busy; what takes longer hangs. */
const START_LIMIT_MS = 300_000;

/** The coordinator's side of one worker. */
export class DeviceWorker {
  readonly report: WorkerReport;
  readonly #link: WorkerLink;
  #current: Current | null = null;
  #lastNumber = 0;
  #memory = 0;

  private constructor(link: WorkerLink, report: WorkerReport) {
    this.#link = link;
    this.report = report;
  }

  /**
   * Starts a thread or process and waits for its self-test.
   *
   * @param limit milliseconds until it has to be ready
   * @throws LabError saying why the device was refused, `internal` when nothing was heard in time
   */
  static async start(file: string, options: WorkerOptions, limit = START_LIMIT_MS): Promise<DeviceWorker> {
    return new Promise((resolve, reject) => {
      let worker: DeviceWorker | null = null;
      const refuse = (error: LabError): void => {
        clearTimeout(late);
        reject(error);
      };
      const link = openLink(rungOf(options.device).hosting, file, {
        onMessage: (message) => {
          if (worker !== null) worker.#receive(message);
          else if (message.kind === 'ready') {
            clearTimeout(late);
            worker = new DeviceWorker(link, message);
            resolve(worker);
          } else {
            refuse(
              message.kind === 'refused'
                ? fromWire(message.error)
                : died(options, { why: 'spoke out of turn', isKilled: false }),
            );
            void link.terminate();
          }
        },
        onEnd: (end) => {
          const error = died(options, end);
          // The first word on a start counts; this one follows every refusal.
          refuse(error);
          if (worker !== null) worker.#end({ kind: 'broken', error });
        },
      });
      link.post({ kind: 'start', options });
      const late = setTimeout(() => {
        refuse(silent(options, limit));
        void link.terminate();
      }, limit);
    });
  }

  /** Resident memory in bytes that it takes beside the engine's own, as it last said; 0 of a thread. */
  get memory(): number {
    return this.#memory;
  }

  /** Does one job; never rejects. One at a time. */
  run(job: Job, onUpdate: (update: JobUpdate) => void): Promise<Outcome> {
    this.#lastNumber += 1;
    const number = this.#lastNumber;
    return new Promise((end) => {
      this.#current = { number, onUpdate, end };
      this.#link.post({ kind: 'run', job, number });
    });
  }

  /** Asks the job that runs to stop at its next look. */
  cancel(): void {
    if (this.#current !== null) this.#link.post({ kind: 'cancel', number: this.#current.number });
  }

  /** Ends the worker, wherever it is. A job under way ends as `broken`. */
  async terminate(): Promise<void> {
    await this.#link.terminate();
  }

  #receive(message: WorkerMessage): void {
    switch (message.kind) {
      case 'ready':
      case 'refused':
        return;
      case 'memory':
        this.#memory = message.bytes;
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

function silent({ device }: WorkerOptions, limit: number): LabError {
  return new LabError('internal', `A ${device} worker gave no answer within ${limit / 1000} seconds of its start.`, {
    remedy:
      'Its driver may hang, or the machine be overloaded: restart the machine or end other work, or compute on another ' +
      'device, with --device or in the window under Settings, Devices.',
  });
}

function died({ device }: WorkerOptions, { why, isKilled }: WorkerEnd): LabError {
  return new LabError(isKilled ? 'out-of-memory' : 'internal', `A ${device} worker ended unexpectedly (${why}).`, {
    remedy: 'If memory is short, use fewer workers or a smaller batch.',
  });
}
