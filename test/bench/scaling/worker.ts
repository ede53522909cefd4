/** One thread: its share of the samples through forward passes, input gradients, PGD or the decoupling attack. */
import * as tf from '@tensorflow/tfjs-core';
import { AttackChoice, type DecouplingChoice, type PgdChoice } from '../../../src/shared/attacks/attack';
import { openProblem } from '../../../src/engine/attacks/gradient/problem';
import { closeMicroBatch, onAttacked, openMicroBatch, type MicroBatch } from '../../../src/engine/attacks/micro-batch';
import { perturb, searchRemovals } from '../../../src/engine/attacks/registry';
import { ballOf } from '../../../src/engine/attacks/gradient/ball';
import { embedSamples, predictSamples } from '../../../src/engine/attacks/outputs';
import type { Sample } from '../../../src/engine/data/dataset';
import type { FusedModel } from '../../../src/engine/models/fused-model';
import { mapValues } from '../../../src/shared/map-values';
import { dispose, tidy } from '../../../src/engine/tensors';
import { chunks } from '../../../src/engine/training/batches';
import { openModel, type ModelPlace } from '../crew/open-model';
import { serveTasks, shareOf } from '../crew/serve-tasks';
import { sampleReader } from '../two-views/samples';

export const works = ['forward', 'input gradient', 'PGD-20', 'decoupling'] as const;
export type Work = (typeof works)[number];

export interface ScalingTask {
  readonly work: Work;
  /** Of all threads together. */
  readonly rows: readonly number[];
  readonly batch: number;
}

export interface ScalingAnswer {
  /** What came out, per row of the thread's share, as one number: equal whatever the number of workers. */
  readonly found: readonly (readonly [row: number, value: number])[];
  /** Bytes that the wasm backend of this thread has taken; it never gives any back. Null on other backends. */
  readonly heap: number | null;
}

export interface ScalingWork {
  readonly data: ModelPlace;
  readonly task: ScalingTask;
  readonly answer: ScalingAnswer;
}

const EPSILON = 4 / 255;
const modalities = ['colour', 'grey'];
const pgd = AttackChoice.parse({
  name: 'pgd',
  budgets: [Object.fromEntries(modalities.map((id) => [id, EPSILON]))],
}) as PgdChoice;
const decoupling = AttackChoice.parse({ name: 'decoupling', modalities, maxQueries: 50 }) as DecouplingChoice;

const pause = (): Promise<void> => Promise.resolve();

serveTasks<ScalingWork>(async (data, place) => {
  const { model, dataset } = await openModel(data);
  const read = sampleReader(dataset);
  const attacked = async (rows: readonly number[], work: (batch: MicroBatch) => Promise<readonly number[]>) => {
    const batch = await openMicroBatch({ cell: 'bench', model, dataset, rows, seed: 0, pause });
    try {
      return await work(batch);
    } finally {
      closeMicroBatch(batch);
    }
  };
  const one = (work: Work, rows: readonly number[]): Promise<readonly number[]> => {
    switch (work) {
      case 'forward':
        return forward(model, read(rows));
      case 'input gradient':
        return inputGradient(model, read(rows));
      case 'PGD-20':
        return attacked(rows, climbed);
      case 'decoupling':
        return attacked(rows, decoupled);
      default:
        return work satisfies never;
    }
  };
  return async ({ work, rows, batch }) => {
    const found: (readonly [number, number])[] = [];
    for (const chunk of chunks(shareOf(rows, place), batch)) {
      const values = await one(work, chunk);
      chunk.forEach((row, index) => found.push([row, values[index]]));
    }
    return { found, heap: heapOf(tf.backend()) };
  };
});

/** The sum of each sample's logits. */
async function forward(model: FusedModel, samples: readonly Sample[]): Promise<readonly number[]> {
  const { logits } = await predictSamples(model, samples, 'logits');
  return logits.map(sumOf);
}

/** One gradient as an attack takes it; the logits' sums. */
async function inputGradient(model: FusedModel, samples: readonly Sample[]): Promise<readonly number[]> {
  const embeddings = tidy(() => embedSamples(model, samples));
  const context = { model, samples, embeddings, encodings: {}, seed: 0, pause };
  const problem = openProblem(context, ballOf(pgd, 0));
  const { logits, gradients } = problem.gradientsAt(mapValues(embeddings, ({ values }) => values));
  try {
    await Promise.all(Object.values(gradients).map((gradient) => gradient.data()));
    const values = (await logits.data()) as Float32Array;
    const classes = logits.shape[1];
    return samples.map((_, row) => sumOf(values.subarray(row * classes, (row + 1) * classes)));
  } finally {
    problem.dispose();
    dispose([embeddings, logits, gradients]);
  }
}

/** Whether PGD broke each sample; samples that were wrong before count as not attacked. */
async function climbed(batch: MicroBatch): Promise<readonly number[]> {
  const broken = await onAttacked(batch, async (context) => {
    const problem = openProblem(context, ballOf(pgd, 0));
    try {
      const claim = await perturb(problem, pgd);
      dispose(claim.values);
      return claim.broken;
    } finally {
      problem.dispose();
    }
  });
  return broken.map((each) => (each === null ? -1 : Number(each)));
}

/** How many regions the decoupling attack had to remove. */
async function decoupled(batch: MicroBatch): Promise<readonly number[]> {
  const regions = await onAttacked(batch, async (context) => {
    const { claims } = await searchRemovals(context, decoupling);
    return claims.map(({ regions }) => regions?.length ?? 0);
  });
  return regions.map((count) => count ?? -1);
}

/** The library's types leave out the memory that its wasm module shows. */
function heapOf(backend: tf.KernelBackend): number | null {
  const { wasm } = backend as { readonly wasm?: { readonly HEAPU8: Uint8Array } };
  return wasm?.HEAPU8.byteLength ?? null;
}

function sumOf(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
