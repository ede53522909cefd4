import { expect, test } from 'vitest';
import { Computer } from '../../../src/renderer/computing/computer';
import type { FromWorker, ToWorker } from '../../../src/renderer/computing/tasks';
import { decoupling, syntheticRun } from '../../analysis/synthetic-run';

/** A worker that answers when it is told to. */
class FakeWorker extends EventTarget {
  readonly got: ToWorker[] = [];
  ended = false;

  postMessage(message: ToWorker): void {
    this.got.push(message);
  }

  terminate(): void {
    this.ended = true;
  }

  answer(message: FromWorker): void {
    this.dispatchEvent(new MessageEvent('message', { data: message }));
  }

  get tasks(): number {
    return this.got.filter(({ kind }) => kind === 'task').length;
  }

  get runs(): readonly string[] {
    return this.got.flatMap((message) => (message.kind === 'run' ? [message.head.run.id] : []));
  }
}

const options = { count: 6, subjects: ['concat'], attacks: [decoupling()] };
const inputs = [1, 2, 3].map((run) => {
  const input = syntheticRun(options);
  return { ...input, run: { ...input.run, id: `run-${String(run)}` } };
});
const compare = (a: number, b: number) => ({ kind: 'compare', a: inputs[a].run.id, b: inputs[b].run.id }) as const;
const result = { comparison: {}, warnings: [] } as never;

function opened(): { readonly workers: readonly FakeWorker[]; readonly computer: Computer } {
  const workers: FakeWorker[] = [];
  const computer = new Computer(() => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker as never;
  });
  return { workers, computer };
}

test('tasks are computed in turn by one worker, which gets each run once', async () => {
  const { workers, computer } = opened();
  const { signal } = new AbortController();
  const first = computer.compute(compare(1, 0), [inputs[1], inputs[0]], signal);
  const second = computer.compute(compare(2, 0), [inputs[2], inputs[0]], signal);
  await expect.poll(() => workers[0]?.tasks).toBe(1);
  expect(workers[0].runs).toEqual(['run-2', 'run-1']);
  workers[0].answer({ kind: 'done', result });
  expect(await first).toBe(result);
  await expect.poll(() => workers[0].tasks).toBe(2);
  workers[0].answer({ kind: 'done', result });
  expect(await second).toBe(result);
  expect(workers[0].runs).toEqual(['run-2', 'run-1', 'run-3']);
  expect(workers[0].got.filter(({ kind }) => kind === 'records').length).toBeGreaterThanOrEqual(3);
  computer.close();
  expect(workers.map(({ ended }) => ended)).toEqual([true]);
});

test('cancelling ends the worker at its task, and what waits is computed by another', async () => {
  const { workers, computer } = opened();
  const [one, two] = [new AbortController(), new AbortController()];
  const cancelled = computer.compute(compare(1, 0), [inputs[1], inputs[0]], one.signal);
  const waiting = computer.compute(compare(2, 0), [inputs[2], inputs[0]], two.signal);
  await expect.poll(() => workers[0]?.tasks).toBe(1);
  one.abort();
  await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
  await expect.poll(() => workers[1]?.tasks).toBe(1);
  expect([workers[0].ended, workers[1].runs]).toEqual([true, ['run-3', 'run-1']]);
  workers[1].answer({ kind: 'done', result });
  expect(await waiting).toBe(result);
});

test('what waits is cancelled at once, and the worker goes on', async () => {
  const { workers, computer } = opened();
  const controller = new AbortController();
  const first = computer.compute(compare(1, 0), [inputs[1], inputs[0]], new AbortController().signal);
  const waiting = computer.compute(compare(2, 0), [inputs[2], inputs[0]], controller.signal);
  await expect.poll(() => workers[0]?.tasks).toBe(1);
  controller.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
  workers[0].answer({ kind: 'done', result });
  expect(await first).toBe(result);
  expect([workers.length, workers[0].ended]).toEqual([1, false]);
});

test('why an analysis failed is told', async () => {
  const { workers, computer } = opened();
  const failing = computer.compute(compare(1, 0), [inputs[1], inputs[0]], new AbortController().signal);
  await expect.poll(() => workers[0]?.tasks).toBe(1);
  workers[0].answer({ kind: 'failed', message: 'no samples in common' });
  await expect(failing).rejects.toThrow('no samples in common');
});
