/** One thread of the decoupling benchmark: its own samples, either search, on the wasm backend. */
import { parentPort, workerData } from 'node:worker_threads';
import { AttackChoice, type DecouplingChoice } from '../../src/shared/attack';
import { closeMicroBatch, openMicroBatch } from '../../src/engine/attacks/micro-batch';
import { decoupling } from '../../src/engine/attacks/removal/decoupling';
import { initBackend } from '../../src/engine/backends/ladder';
import { openDataset } from '../../src/engine/data/open';
import { select } from '../../src/engine/data/select';
import { loadModel } from '../../src/engine/models/load';
import { sequentialDecoupling } from '../engine/attacks/sequential-decoupling';

export interface BenchThread {
  readonly model: string;
  readonly dataset: string;
  /** Attacked samples of all threads together. */
  readonly samples: number;
  readonly thread: number;
  readonly threads: number;
}

export interface BenchTask {
  readonly search: 'batched' | 'sequential';
  readonly modalities: readonly string[];
  /** Searched again and again until so much time has passed. */
  readonly leastMilliseconds: number;
}

export interface BenchAnswer extends BenchSearch {
  /** Of one search of all samples of the thread, as a mean over the repeats. */
  readonly milliseconds: number;
}

interface BenchSearch {
  /** Per sample: queries asked and the winning removal, which both searches must agree on. */
  readonly found: readonly {
    readonly search: number;
    readonly combination: number;
    readonly regions: unknown;
  }[];
  /** Rows really computed. */
  readonly evaluated: number;
}

async function start(port: NonNullable<typeof parentPort>, own: BenchThread): Promise<void> {
  await initBackend('wasm');
  const dataset = await openDataset(own.dataset);
  const model = await loadModel(own.model);
  const pause = (): Promise<void> => Promise.resolve();
  const open = (rows: readonly number[]) => openMicroBatch({ cell: 'bench', model, dataset, rows, seed: 0, pause });
  const all = await open(select(dataset, { split: 'test', count: 2 * own.samples, seed: 0 }));
  const samples = all.attacked
    .slice(0, own.samples)
    .filter((_, index) => index % own.threads === own.thread)
    .map((index) => all.samples[index]);
  closeMicroBatch(all);

  const answer = async (task: BenchTask): Promise<BenchAnswer> => {
    const started = performance.now();
    for (let repeats = 1; ; repeats += 1) {
      const result = await searched(task);
      const passed = performance.now() - started;
      if (passed >= task.leastMilliseconds) return { ...result, milliseconds: passed / repeats };
    }
  };
  const searched = async ({ search, modalities }: BenchTask): Promise<BenchSearch> => {
    const choice = AttackChoice.parse({ name: 'decoupling', modalities }) as DecouplingChoice;
    if (search === 'batched') {
      // Encoding the untouched samples is part of the work: the sequential search pays for it too.
      const batch = await open(samples.map(({ row }) => row));
      const { claims, evaluated } = await decoupling(batch, choice);
      closeMicroBatch(batch);
      return {
        found: claims.map(({ queries, regions }) => ({ ...queries, regions })),
        evaluated: evaluated.reduce((sum, count) => sum + count, 0),
      };
    }
    const found = [];
    for (const sample of samples) {
      const { search: asked, combination, regions } = await sequentialDecoupling(model, sample, choice, 0);
      found.push({ search: asked, combination, regions });
    }
    return { found, evaluated: found.reduce((sum, one) => sum + one.search + one.combination, 0) };
  };
  port.on('message', (task: BenchTask) => {
    void answer(task).then((result) => {
      port.postMessage(result);
    });
  });
  port.postMessage('ready');
}

if (parentPort !== null) void start(parentPort, workerData as BenchThread);
