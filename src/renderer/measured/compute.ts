import type { AnalysisInput } from '../../analysis/input';
import { LabError } from '../../shared/errors';
import type { FromWorker, Task, TaskResults, ToWorker } from './tasks';

/** Records handed over in one turn: copying them is what the window itself has to do. */
const slice = 2000;

/**
 * Computes something about runs in a worker of its own.
 *
 * @throws LabError `cancelled` after the signal's abort, which ends the worker at once; `internal` when it fails
 */
export async function compute<Kind extends Task['kind']>(
  task: Extract<Task, { readonly kind: Kind }>,
  inputs: readonly AnalysisInput[],
  signal: AbortSignal,
): Promise<TaskResults[Kind]> {
  const worker = new Worker(new URL('worker.ts', import.meta.url), { type: 'module' });
  try {
    const answer = answerOf(worker, signal);
    // Heard before it is waited for, or an early failure would be nobody's.
    answer.catch(() => undefined);
    for (const input of inputs) await handOver(worker, input, signal);
    post(worker, { kind: 'task', task });
    return (await answer) as TaskResults[Kind];
  } finally {
    worker.terminate();
  }
}

async function handOver(worker: Worker, { records, ...head }: AnalysisInput, signal: AbortSignal): Promise<void> {
  post(worker, { kind: 'run', head });
  for (let start = 0; start < records.length; start += slice) {
    post(worker, { kind: 'records', run: head.run.id, records: records.slice(start, start + slice) });
    await nextTurn();
    if (signal.aborted) throw cancelled();
  }
}

function answerOf(worker: Worker, signal: AbortSignal): Promise<TaskResults[Task['kind']]> {
  return new Promise((resolve, reject) => {
    signal.addEventListener(
      'abort',
      () => {
        reject(cancelled());
      },
      { once: true },
    );
    worker.addEventListener('error', ({ message }) => {
      reject(new LabError('internal', `The analysis could not be computed: ${message || 'its program did not load'}.`));
    });
    worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
      if (data.kind === 'done') resolve(data.result);
      else reject(new LabError('internal', `The analysis could not be computed: ${data.message}`));
    });
  });
}

function post(worker: Worker, message: ToWorker): void {
  worker.postMessage(message);
}

function cancelled(): LabError {
  return new LabError('cancelled', 'The analysis was cancelled.');
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
