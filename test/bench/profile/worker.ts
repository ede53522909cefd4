/** One thread: PGD on its share of the samples, every kernel timed. */
import { chunks } from '../../../src/engine/training/batches';
import type { PgdChoice } from '../../../src/shared/attack';
import { openModel, type ModelPlace } from '../crew/open-model';
import { serveTasks, shareOf } from '../crew/serve-tasks';
import { attackSamples } from '../peers/own-attacks';
import { sampleReader } from '../two-views/samples';
import { clockKernels, type KernelTime } from './kernel-clock';

export interface ProfileTask {
  readonly rows: readonly number[];
  readonly batch: number;
  readonly choice: PgdChoice;
}

export interface ProfileAnswer {
  readonly kernels: readonly (readonly [name: string, time: KernelTime])[];
  /** Of the attack, kernels and all. */
  readonly milliseconds: number;
}

export interface ProfileWork {
  readonly data: ModelPlace;
  readonly task: ProfileTask;
  readonly answer: ProfileAnswer;
}

serveTasks<ProfileWork>(async (data, place) => {
  const { model, dataset } = await openModel(data);
  const read = sampleReader(dataset);
  const clock = clockKernels();
  return async ({ rows, batch, choice }) => {
    const shares = chunks(shareOf(rows, place), batch).map(read);
    clock.read();
    const started = performance.now();
    for (const samples of shares) await attackSamples(model, samples, choice, 'none', 0);
    return { milliseconds: performance.now() - started, kernels: [...clock.read()] };
  };
});
