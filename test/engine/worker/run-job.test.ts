import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { removes } from '../../../src/shared/attacks/attack';
import type { SampleRecord } from '../../../src/shared/records/record';
import { initBackend } from '../../../src/engine/backends/registry';
import type { Job, JobResult, JobUpdate } from '../../../src/engine/worker/job';
import { runChecked } from '../../../src/engine/worker/run-checked';
import { JobRunner } from '../../../src/engine/worker/run-job';
import { sharedFolder } from '../../support/temporary-folder';
import { tinyCells, trainTinyModel, type TinyModel } from '../../support/tiny-model';

const runner = new JobRunner(0);
/** A device worker in this thread. */
const run = async <Some extends Job>(
  job: Some,
  { onUpdate = () => undefined }: { readonly onUpdate?: (update: JobUpdate) => void } = {},
): Promise<Extract<JobResult, { kind: Some['kind'] }>> =>
  (await runChecked(runner, job, () => Promise.resolve(), onUpdate)) as Extract<JobResult, { kind: Some['kind'] }>;

let tiny: TinyModel;
beforeAll(async () => {
  await initBackend('wasm');
  const pool = { size: 1, info: () => ({ kind: 'wasm', hardware: 'this thread' }) as const, run };
  const { folder, remove } = await sharedFolder();
  tiny = await trainTinyModel(folder, pool);
  return remove;
});

let restore: () => void = () => undefined;
afterEach(() => {
  restore();
});

/** Lets the memory run out once, at the first call of a kernel for more than one row. */
function runOut(kernelName: string): void {
  const config = tf.getKernel(kernelName, 'wasm');
  const put = (kernelFunc: tf.KernelConfig['kernelFunc']): void => {
    tf.unregisterKernel(kernelName, 'wasm');
    tf.registerKernel({ ...config, kernelFunc });
  };
  let isOut = false;
  put((call) => {
    const isLarge = Object.values(call.inputs).some((input) => (input?.shape[0] ?? 0) > 1);
    if (!isOut && isLarge) {
      isOut = true;
      throw new RangeError('Array buffer allocation failed');
    }
    return config.kernelFunc(call);
  });
  restore = () => {
    put(config.kernelFunc);
  };
}

const rows = Array.from({ length: 16 }, (_, row) => row);
/** Kernels of the forward pass and of the gradient. */
const kernels = {
  removal: ['Conv2D', 'Relu', 'Concat'],
  perturbation: ['Conv2D', 'Relu', 'Concat', 'MaxPoolGrad', 'Conv2DBackpropInput'],
} as const;
const cases = tinyCells.flatMap((cell) => {
  const removing = cell.kind === 'attack' && removes(cell.attack);
  const names = cell.kind === 'clean' ? ['Conv2D'] : removing ? kernels.removal : kernels.perturbation;
  return names.map((kernel) => ({ cell, kernel, title: `${cell.id}, in ${kernel}` }));
});

describe('a job that runs out of memory', () => {
  it.each(cases)('$title: is done in halves, says so, and leaves no tensor behind', async ({ cell, kernel }) => {
    const job = { kind: 'evaluate', cell, rows, rowsAtOnce: 64, model: tiny.model, dataset: tiny.dataset } as const;
    const whole = await run(job);
    expect(whole.records.every(({ halvings }) => halvings === undefined)).toBe(true);
    runOut(kernel);
    const { records } = await run(job);
    expect(records.map(({ row }) => row)).toEqual(rows);
    const halvings = records.map((record) => record.halvings);
    expect(halvings).toEqual(rows.map(() => 1));
    const answered = (all: readonly SampleRecord[]) =>
      all.map((each) => ('clean' in each ? each.clean.predicted : null));
    expect(answered(records)).toEqual(answered(whole.records));
  });
});
