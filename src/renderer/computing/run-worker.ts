import type { AnalysisInput } from '../../analysis/input';
import { cancelled, LabError } from '../../shared/errors';
import type { Helper } from '../../shared/lab-channel/lane';
import type { FromWorker, Task, TaskResults, ToWorker } from './tasks';
import { texts } from '../texts/catalogue';

/** Records handed over in one turn: copying them is what the window itself has to do. */
const slice = 2000;

export type Worked = Pick<Worker, 'addEventListener' | 'postMessage' | 'terminate'>;

/** A worker that computes about runs. A run is handed over once, with the first task that needs it. */
export class RunWorker implements Helper {
  readonly #worker: Worked;
  readonly #handedOver = new Map<string, AnalysisInput>();

  constructor(worker: Worked) {
    this.#worker = worker;
  }

  /** One task at a time. @throws LabError `cancelled` while runs are handed over; `internal` when the worker fails */
  async compute(task: Task, inputs: readonly AnalysisInput[], signal: AbortSignal): Promise<TaskResults[Task['kind']]> {
    const listening = new AbortController();
    try {
      const answer = this.#answer(listening.signal);
      // Heard before it is waited for, or an early failure would be nobody's.
      answer.catch(() => undefined);
      for (const input of inputs) await this.#handOver(input, signal);
      this.#post({ kind: 'task', task });
      return await answer;
    } finally {
      // Its end is that the worker forgets the run.
      if (task.kind === 'index') this.#handedOver.delete(task.run);
      listening.abort();
    }
  }

  end(): void {
    this.#worker.terminate();
  }

  async #handOver(input: AnalysisInput, signal: AbortSignal): Promise<void> {
    const { records, ...head } = input;
    if (this.#handedOver.get(head.run.id) === input) return;
    this.#post({ kind: 'run', head });
    for (let start = 0; start < records.length; start += slice) {
      this.#post({ kind: 'records', run: head.run.id, records: records.slice(start, start + slice) });
      await nextTurn();
      if (signal.aborted) throw cancelled();
    }
    this.#handedOver.set(head.run.id, input);
  }

  #answer(listening: AbortSignal): Promise<TaskResults[Task['kind']]> {
    return new Promise((resolve, reject) => {
      const failed = (why: string): void => {
        reject(new LabError('internal', texts.results.reading.failed(why)));
      };
      this.#worker.addEventListener(
        'error',
        ({ message }) => {
          failed(`${message || texts.results.reading.notLoaded}.`);
        },
        { signal: listening },
      );
      this.#worker.addEventListener(
        'message',
        ({ data }: MessageEvent<FromWorker>) => {
          if (data.kind === 'done') resolve(data.result);
          else failed(data.message);
        },
        { signal: listening },
      );
    });
  }

  #post(message: ToWorker): void {
    this.#worker.postMessage(message);
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
