/**
 * Throughput and memory against workers, batch size and number of samples, on the trained two-branch model: what a second
 * worker brings, and which batch is best. Crews of 1, 2, … workers take turns at the same samples; what they find must
 * be equal.
 */
import { expect, it } from 'vitest';
import { openDataset } from '../../src/engine/data/open';
import { select } from '../../src/engine/data/select';
import { buildCrew, startCrew, type CrewProgram, type Shift } from './crew/crew';
import { cores, hasNative, onWorkers, type BenchDevice } from './devices';
import { extent } from './extent';
import { openReport } from './report';
import type { ScalingAnswer, ScalingTask, ScalingWork, Work } from './scaling/worker';
import { median, quotients, rounded, spread } from './spread';
import { trainTwoViews, type TrainedTwoViews } from './two-views/prepare';

const ROUNDS = extent(3, 1);
const BATCHES = extent([8, 16, 32, 64, 128, 256], [8, 64]);
/** By how many samples throughput is measured at each batch size: whole batches for every worker. */
const SAMPLES_PER_WORKER = extent(256, 64);
const COUNTS = extent([64, 256], [32, 64]);
/** A study's batch. */
const BATCH = 50;
const targets: Readonly<Partial<Record<Work, number>>> = { forward: 1.6, 'input gradient': 1.4 };
const MEGABYTE = 2 ** 20;

/** 1, 2, 4, … workers up to the number of cores. */
const workerCounts = Array.from({ length: Math.floor(Math.log2(cores)) + 1 }, (_, power) => 2 ** power);

it('throughput and memory', async () => {
  const trained = await trainTwoViews();
  const report = openReport('scaling');
  const program = await buildCrew('test/bench/scaling/worker.ts');
  const dataset = await openDataset(trained.dataset);
  const rows = (count: number): readonly number[] => select(dataset, { split: 'test', count, seed: 0 });
  const isBuilt = await hasNative();
  const devices: readonly BenchDevice[] = [
    ...workerCounts.map((workers) => onWorkers('wasm', 'wasm', workers)),
    ...(isBuilt ? workerCounts.map((workers) => onWorkers('native', 'tensorflow-cpu', workers)) : []),
  ];
  const most = workerCounts[workerCounts.length - 1];

  const byBatch = [];
  for (const batch of BATCHES) {
    const tasks = (['forward', 'input gradient'] as const).map((work) => ({
      ...{ work, batch, rows: rows(most * Math.max(batch, SAMPLES_PER_WORKER)) },
    }));
    byBatch.push(...(await inTurns(program, trained, devices, tasks)));
  }
  const byCount = [];
  for (const count of COUNTS) {
    const tasks = (['PGD-20', 'decoupling'] as const).map((work) => ({ work, batch: BATCH, rows: rows(count) }));
    byCount.push(...(await inTurns(program, trained, devices, tasks)));
  }
  await report.store(
    { 'by workers and batch size': byBatch, 'by workers and number of samples': byCount },
    { native: isBuilt ? 'measured' : 'not built', cleanAccuracy: trained.accuracy },
  );
});

/** Fresh crews, so that memory is what these tasks need; they take turns, the first round warms up. */
async function inTurns(
  program: CrewProgram,
  trained: TrainedTwoViews,
  devices: readonly BenchDevice[],
  tasks: readonly ScalingTask[],
): Promise<readonly object[]> {
  const rows = [];
  for (const task of tasks) {
    const crews = await Promise.all(
      devices.map(({ device, threads, hosting }) =>
        startCrew<ScalingWork>(program, { ...trained, device }, threads, hosting),
      ),
    );
    const shifts = devices.map((): Shift<ScalingAnswer>[] => []);
    try {
      for (let round = 0; round <= ROUNDS; round += 1) {
        for (const [index, crew] of crews.entries()) {
          const shift = await crew.ask(task);
          if (round > 0) shifts[index].push(shift);
        }
      }
    } finally {
      await Promise.all(crews.map((crew) => crew.close()));
    }
    const [alone] = shifts;
    for (const [index, own] of shifts.entries()) {
      expectSame(own[0], alone[0]);
      rows.push(described(devices[index], task, own, alone));
    }
  }
  return rows;
}

/** Other batches and devices round differently, so that a near-tie may fall the other way: one sample in a hundred. */
function expectSame(shift: Shift<ScalingAnswer>, alone: Shift<ScalingAnswer>): void {
  const wanted = new Map(alone.answers.flatMap(({ found }) => found));
  const found = shift.answers.flatMap(({ found }) => found);
  expect(found).toHaveLength(wanted.size);
  const unlike = found.filter(([row, value]) => !(Math.abs(value - (wanted.get(row) ?? NaN)) <= 1e-2));
  expect(unlike.length).toBeLessThanOrEqual(wanted.size / 100);
}

function described(
  { title, threads }: BenchDevice,
  { work, batch, rows }: ScalingTask,
  shifts: readonly Shift<ScalingAnswer>[],
  alone: readonly Shift<ScalingAnswer>[],
): object {
  const perSecond = (list: readonly Shift<ScalingAnswer>[]): readonly number[] =>
    list.map(({ milliseconds }) => (1000 * rows.length) / milliseconds);
  const heaps = shifts.flatMap(({ answers }) => answers.flatMap(({ heap }) => heap ?? []));
  return {
    work,
    device: title,
    batch,
    samples: rows.length,
    'samples per second': spread(perSecond(shifts)),
    'times one wasm worker': spread(quotients(perSecond(shifts), perSecond(alone))),
    target: title.startsWith('wasm') && threads === 2 ? (targets[work] ?? '') : '',
    'memory at most, MB': rounded(median(shifts.map(({ peak }) => peak)) / MEGABYTE, 0),
    'wasm heap of a worker, MB': heaps.length === 0 ? '' : rounded(Math.max(...heaps) / MEGABYTE, 0),
  };
}
