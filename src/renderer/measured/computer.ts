import type { AnalysisInput } from '../../analysis/input';
import { cancelled, LabError } from '../../shared/errors';
import type { FromWorker, Task, TaskResults, ToWorker } from './tasks';

/** Records handed over in one turn: copying them is what the window itself has to do. */
const slice = 2000;

type Worked = Pick<Worker, 'addEventListener' | 'postMessage' | 'terminate'>;

/**
 * Computes about runs in a worker of its own, one task after the other. A run is handed over once, with the first task
 * that needs it.
 */
export class Computer {
  readonly #begin: () => Worked;
  #worker: Worked | null = null;
  readonly #handedOver = new Map<string, AnalysisInput>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(begin: () => Worked = beginWorker) {
    this.#begin = begin;
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
    const turn = this.#last.then(() => this.#carryOut(task, inputs, signal));
    this.#last = turn.catch(() => undefined);
    // Whoever cancels does not wait for those before.
    return untilAborted(turn, signal) as Promise<TaskResults[Kind]>;
  }

  /** Ends the worker; a later task begins another. */
  close(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#handedOver.clear();
  }

  async #carryOut(
    task: Task,
    inputs: readonly AnalysisInput[],
    signal: AbortSignal,
  ): Promise<TaskResults[Task['kind']]> {
    if (signal.aborted) throw cancelled();
    const worker = (this.#worker ??= this.#begin());
    const listening = new AbortController();
    try {
      const answer = untilAborted(answerOf(worker, listening.signal), signal);
      // Heard before it is waited for, or an early failure would be nobody's.
      answer.catch(() => undefined);
      for (const input of inputs) await this.#handOver(worker, input, signal);
      post(worker, { kind: 'task', task });
      return await answer;
    } catch (error) {
      // It may be at this task still, or hold half of a run.
      this.close();
      throw error;
    } finally {
      listening.abort();
    }
  }

  async #handOver(worker: Worked, input: AnalysisInput, signal: AbortSignal): Promise<void> {
    const { records, ...head } = input;
    if (this.#handedOver.get(head.run.id) === input) return;
    post(worker, { kind: 'run', head });
    for (let start = 0; start < records.length; start += slice) {
      post(worker, { kind: 'records', run: head.run.id, records: records.slice(start, start + slice) });
      await nextTurn();
      if (signal.aborted) throw cancelled();
    }
    this.#handedOver.set(head.run.id, input);
  }
}

function beginWorker(): Worked {
  return new Worker(new URL('worker.ts', import.meta.url), { type: 'module' });
}

/** @param listening ends the listening */
function answerOf(worker: Worked, listening: AbortSignal): Promise<TaskResults[Task['kind']]> {
  return new Promise((resolve, reject) => {
    const failed = (why: string): void => {
      reject(new LabError('internal', `The analysis could not be computed: ${why}`));
    };
    worker.addEventListener(
      'error',
      ({ message }) => {
        failed(`${message || 'its program did not load'}.`);
      },
      { signal: listening },
    );
    worker.addEventListener(
      'message',
      ({ data }: MessageEvent<FromWorker>) => {
        if (data.kind === 'done') resolve(data.result);
        else failed(data.message);
      },
      { signal: listening },
    );
  });
}

function untilAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      reject(cancelled());
    };
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', abort);
    });
  });
}

function post(worker: Worked, message: ToWorker): void {
  worker.postMessage(message);
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
