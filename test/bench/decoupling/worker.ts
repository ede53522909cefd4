/** One thread of the decoupling benchmark: its own samples, either search. */
import type { Region } from '../../../src/shared/data/modality';
import { AttackChoice, type DecouplingChoice } from '../../../src/shared/attacks/attack';
import { closeMicroBatch, openMicroBatch } from '../../../src/engine/attacks/micro-batch';
import { decoupling } from '../../../src/engine/attacks/removal/decoupling';
import { select } from '../../../src/engine/data/select';
import { sequentialDecoupling } from '../../engine/attacks/sequential-decoupling';
import { openModel, type ModelPlace } from '../crew/open-model';
import { serveTasks, shareOf } from '../crew/serve-tasks';

export interface BenchData extends ModelPlace {
  /** Attacked samples of all threads together. */
  readonly samples: number;
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
  /** Rows of the samples of the thread. */
  readonly rows: readonly number[];
}

export interface DecouplingWork {
  readonly data: BenchData;
  readonly task: BenchTask;
  readonly answer: BenchAnswer;
}

interface BenchSearch {
  /** Per sample: queries asked and the winning removal, which both searches must agree on. */
  readonly found: readonly {
    readonly search: number;
    readonly combination: number;
    readonly regions: readonly Region[] | null;
  }[];
  /** Rows really computed. */
  readonly evaluated: number;
}

serveTasks<DecouplingWork>(async (data, place) => {
  const { model, dataset } = await openModel(data);
  const pause = (): Promise<void> => Promise.resolve();
  const open = (rows: readonly number[]) => openMicroBatch({ cell: 'bench', model, dataset, rows, seed: 0, pause });
  const all = await open(select(dataset, { split: 'test', count: 2 * data.samples, seed: 0 }));
  const samples = shareOf(all.attacked.slice(0, data.samples), place).map((index) => all.samples[index]);
  closeMicroBatch(all);

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
  return async (task) => {
    const started = performance.now();
    for (let repeats = 1; ; repeats += 1) {
      const result = await searched(task);
      const passed = performance.now() - started;
      if (passed >= task.leastMilliseconds)
        return { ...result, milliseconds: passed / repeats, rows: samples.map(({ row }) => row) };
    }
  };
});
