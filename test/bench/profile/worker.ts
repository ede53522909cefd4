/** One thread: an attack on its share of the samples, every kernel timed. */
import { closeMicroBatch, onAttacked, openMicroBatch } from '../../../src/engine/attacks/micro-batch';
import { searchRemovals } from '../../../src/engine/attacks/registry';
import type { Dataset } from '../../../src/engine/data/dataset';
import type { FusedModel } from '../../../src/engine/models/fused-model';
import { chunks } from '../../../src/engine/training/batches';
import type { DecouplingChoice, PgdChoice } from '../../../src/shared/attacks/attack';
import { openModel, type ModelPlace } from '../crew/open-model';
import { serveTasks, shareOf } from '../crew/serve-tasks';
import { attackSamples } from '../peers/own-attacks';
import { sampleReader } from '../two-views/samples';
import { clockKernels, type KernelTime } from './kernel-clock';

export interface ProfileTask {
  readonly rows: readonly number[];
  readonly batch: number;
  readonly choice: PgdChoice | DecouplingChoice;
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
    const shares = chunks(shareOf(rows, place), batch);
    clock.read();
    const started = performance.now();
    for (const share of shares) {
      if (choice.name === 'decoupling') await decouple(model, dataset, share, choice);
      else await attackSamples(model, read(share), choice, 'none', 0);
    }
    return { milliseconds: performance.now() - started, kernels: [...clock.read()] };
  };
});

async function decouple(
  model: FusedModel,
  dataset: Dataset,
  rows: readonly number[],
  choice: DecouplingChoice,
): Promise<void> {
  const pause = (): Promise<void> => Promise.resolve();
  const batch = await openMicroBatch({ cell: 'bench', model, dataset, rows, seed: 0, pause });
  try {
    await onAttacked(batch, async (context) => (await searchRemovals(context, choice)).claims);
  } finally {
    closeMicroBatch(batch);
  }
}
