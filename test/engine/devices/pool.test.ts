import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DeviceKind } from '../../../src/shared/device';
import { AttackChoice } from '../../../src/shared/attacks/attack';
import type { Job, JobUpdate } from '../../../src/engine/worker/job';
import { createPool, type DevicePool } from '../../../src/engine/devices/pool';

const workerFile = path.join(import.meta.dirname, 'fake-worker.cjs');
const attack = AttackChoice.parse({ name: 'decoupling', modalities: ['image'] });

type TraceJob = Extract<Job, { kind: 'trace' }>;
const job = (dataset: string, row = 0): TraceJob => ({ kind: 'trace', attack, model: '', dataset, row, seed: 0 });

let pool: DevicePool;
let folder: string;
const open = async (workers: number, device: DeviceKind = 'wasm'): Promise<DevicePool> => {
  pool = await createPool({ device, workers, workerFile });
  return pool;
};
/** What the stand-in puts in the place of a trace: its thread or process, and the job's row. */
const answer = async (dataset: string, row = 0): Promise<{ thread: number; row: number }> => {
  const { trace } = await pool.run(job(dataset, row));
  return trace as unknown as { thread: number; row: number };
};

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'pool-'));
});
afterEach(async () => {
  await pool.close();
  rmSync(folder, { recursive: true });
});

test('says what it consists of', async () => {
  await open(2);
  expect(pool.size).toBe(2);
  expect(pool.info()).toEqual({
    kind: 'wasm',
    title: 'fake',
    state: 'ready',
    reason: null,
    hardware: 'none',
    workers: 2,
    threads: 1,
    selfTestError: 1e-6,
    speed: null,
  });
});

test('more jobs than workers are all done, on all workers, one at a time each', async () => {
  await open(2);
  const start = performance.now();
  const answers = await Promise.all([0, 1, 2, 3, 4, 5].map((row) => answer('slowly', row)));
  expect(answers.map(({ row }) => row)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(new Set(answers.map(({ thread }) => thread)).size).toBe(2);
  expect(performance.now() - start).toBeGreaterThan(140);
});

test('jobs are begun in the order they came', async () => {
  await open(1);
  const ended: number[] = [];
  await Promise.all(
    [3, 1, 2].map(async (row) => {
      await answer(row === 3 ? 'slowly' : 'answer', row);
      ended.push(row);
    }),
  );
  expect(ended).toEqual([3, 1, 2]);
});

test('updates arrive before the result', async () => {
  await open(1);
  const updates: JobUpdate[] = [];
  await pool.run(job('report'), { onUpdate: (update) => updates.push(update) });
  expect(updates.map((update) => (update.kind === 'progress' ? update.done : null))).toEqual([1, 2, 3]);
});

/** One device whose workers are threads, one whose workers are processes. */
const hostings = ['wasm', 'tensorflow-cpu'] as const;

describe.each(hostings)('cancelling on %s', (device) => {
  test('a job that looks stops at once, and its worker goes on', async () => {
    await open(1, device);
    const { thread } = await answer('answer');
    const abort = new AbortController();
    const running = pool.run(job('politely'), { signal: abort.signal });
    setTimeout(() => {
      abort.abort();
    }, 100);
    const start = performance.now();
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    expect(performance.now() - start).toBeLessThan(800);
    expect((await answer('answer')).thread).toBe(thread);
  });

  test('a job that does not look is ended with its worker after a second, and another worker takes over', async () => {
    await open(1, device);
    const { thread } = await answer('answer');
    const abort = new AbortController();
    const running = pool.run(job('stubbornly'), { signal: abort.signal });
    setTimeout(() => {
      abort.abort();
    }, 50);
    const start = performance.now();
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    expect(performance.now() - start).toBeLessThan(2000);
    expect((await answer('answer')).thread).not.toBe(thread);
  });

  test('a waiting job leaves the queue', async () => {
    await open(1, device);
    const abort = new AbortController();
    const first = answer('slowly');
    const waiting = pool.run(job('crash'), { signal: abort.signal });
    abort.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    await first;
    expect((await answer('answer', 7)).row).toBe(7);
  });

  test('a signal that has long been given', async () => {
    await open(1, device);
    await expect(pool.run(job('answer'), { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('a cancel that comes after its job does not touch the next one', async () => {
    await open(1, device);
    const abort = new AbortController();
    await pool.run(job('answer'), { signal: abort.signal });
    const next = answer('slowly', 9);
    abort.abort();
    expect((await next).row).toBe(9);
  });
});

describe.each(hostings)('failures on %s', (device) => {
  test('what a job fails with reaches the caller whole, and is not tried again', async () => {
    await open(1, device);
    await expect(pool.run(job('refuse'))).rejects.toMatchObject({
      code: 'invalid',
      message: 'is wrong.',
      where: 'plan',
      remedy: 'Mend it.',
    });
    const file = path.join(folder, 'count');
    await expect(pool.run(job(`count-then-refuse ${file}`))).rejects.toMatchObject({ code: 'invalid' });
    expect(readFileSync(file, 'utf8')).toBe('x');
  });

  test.each([
    ['exit-once', /worker was replaced: A \S+ worker ended unexpectedly/],
    ['sick-once', /worker was replaced: memory access out of bounds$/],
  ])('%s: another worker does the job, with a warning', async (what, warning) => {
    const warnings: string[] = [];
    pool = await createPool({ device, workers: 1, workerFile, onWarning: (text) => warnings.push(text) });
    const { thread } = await answer('answer');
    expect((await answer(`${what} ${path.join(folder, 'count')}`)).thread).not.toBe(thread);
    expect(warnings).toEqual([expect.stringMatching(warning)]);
  });

  test('a job that kills two workers is given up, and the pool lives on', async () => {
    await open(2, device);
    await expect(pool.run(job('crash'))).rejects.toMatchObject({
      code: 'device-lost',
      message: expect.stringMatching(/^A \S+ worker ended unexpectedly \(.*exit code 1\)\.$/) as string,
    });
    expect((await answer('answer', 4)).row).toBe(4);
    await Promise.all([answer('slowly'), answer('slowly'), answer('slowly')]);
  });
});

test("the memory of processes is known, of threads it is the engine's", async () => {
  await open(2, 'wasm');
  await answer('answer');
  expect(pool.memory()).toBe(0);
  await pool.close();
  await open(2, 'tensorflow-cpu');
  await expect.poll(() => pool.memory()).toBe(2000);
  // One that took the place of another counts once.
  await answer(`exit-once ${path.join(folder, 'count')}`);
  await expect.poll(() => pool.memory()).toBe(2000);
});

test.each([1, 2])('a worker that cannot be replaced leaves its job to the %i others, if any', async (others) => {
  const warnings: string[] = [];
  const noMore = path.join(folder, 'no-more');
  const count = path.join(folder, 'count');
  process.env.FAKE_WORKER_REFUSES = noMore;
  try {
    pool = await createPool({
      device: 'tensorflow-cpu',
      workers: 1 + others,
      workerFile,
      onWarning: (text) => warnings.push(text),
    });
    writeFileSync(noMore, '');
    expect((await answer(`exit-once ${count}`, 3)).row).toBe(3);
    expect(warnings).toEqual([expect.stringMatching(`could not be replaced \\(${others} left\\): .*No room`)]);
    expect(pool.isLost()).toBe(false);
    // Ends the one that is left, or both: a job is tried on two.
    await expect(pool.run(job('segfault'))).rejects.toMatchObject({ code: 'device-lost' });
    expect(pool.isLost()).toBe(true);
    await expect(pool.run(job('answer'))).rejects.toMatchObject({ message: 'No room.' });
  } finally {
    delete process.env.FAKE_WORKER_REFUSES;
  }
});

test('a process that the system kills twice over a job was short of memory', async () => {
  await open(1, 'tensorflow-cpu');
  await expect(pool.run(job('killed'))).rejects.toMatchObject({
    code: 'out-of-memory',
    message: 'A tensorflow-cpu worker ended unexpectedly (signal SIGKILL).',
  });
  expect((await answer('answer', 4)).row).toBe(4);
});

test('a native crash ends its process and nothing else, and is told', async () => {
  await open(2, 'tensorflow-cpu');
  await expect(pool.run(job('segfault'))).rejects.toMatchObject({
    code: 'device-lost',
    message: 'A tensorflow-cpu worker ended unexpectedly (signal SIGSEGV).',
  });
  expect((await answer('answer', 4)).row).toBe(4);
});

test('closing rejects what runs and what waits', async () => {
  await open(1);
  const outcomes = Promise.allSettled([pool.run(job('stubbornly')), pool.run(job('answer'))]);
  await pool.close();
  for (const outcome of await outcomes) expect(outcome).toMatchObject({ reason: { code: 'cancelled' } });
  await expect(pool.run(job('answer'))).rejects.toMatchObject({ code: 'cancelled' });
});

describe('starting', () => {
  test('a refused device says why', async () => {
    await open(1);
    await expect(createPool({ device: 'cpu', workers: 2, workerFile })).rejects.toMatchObject({
      code: 'unsupported',
      message: 'No.',
      remedy: 'Never mind.',
    });
  });

  test.each([0, -1, 1.5, Number.NaN])('%s workers', async (workers) => {
    await open(1);
    await expect(createPool({ device: 'wasm', workers, workerFile })).rejects.toMatchObject({
      code: 'invalid',
      message: `${workers} is no number of workers.`,
    });
  });
});
