/**
 * What an attacker makes of a batch before training learns from it (Madry et al., arXiv 1706.06083): PGD of the attacks,
 * in their balls and units, by all its steps. An attack stops at the first wrong answer; training that did so would see
 * weaker samples the better the attack.
 */
import * as tf from '@tensorflow/tfjs-core';
import { mapValues } from '../../shared/map-values';
import { adversarialRadii, type TrainingChoice } from '../../shared/training/training';
import { intoBall, wholeStep } from '../attacks/gradient/ball';
import { noisy } from '../attacks/gradient/noise';
import { openProblem } from '../attacks/gradient/problem';
import type { PerturbationProblem, Values } from '../attacks/attack';
import { pixelTruth } from '../attacks/gradient/pixel-truth';
import type { Network } from '../models/network';
import { networkModel } from '../models/network-model';
import type { Parameters } from '../models/parameters';
import type { Pause } from '../pause';
import { randomFrom } from '../random';
import { dispose, tidy } from '../tensors';
import type { Sample } from '../data/dataset';
import type { Batch } from './batches';

/**
 * What is added to the embedded values of a batch, per attacked modality [B, …]; zero for the samples that are not
 * attacked, and nothing where training attacks nothing. Found in inference, without dropout. The caller disposes of it.
 *
 * @param pause awaited before every step; may throw
 */
export async function adversarialShift(
  network: Network,
  parameters: Parameters,
  batch: Batch,
  classes: number,
  training: Pick<TrainingChoice, 'adversarial'>,
  key: { readonly seed: number; readonly step: number },
  pause: Pause,
): Promise<Values> {
  const { rate, norm } = training.adversarial;
  const radii = adversarialRadii(training, network.modalities);
  if (Object.keys(radii).length === 0) return {};
  const random = randomFrom(key.seed, 'adversarial', key.step);
  const rows = [...Array(samplesIn(batch)).keys()].filter(() => random.uniform() < rate);
  if (rows.length === 0) return {};
  const model = networkModel({
    id: 'in training',
    classes: Array.from({ length: classes }, (_, k) => String(k)),
    network,
    parameters,
    dispose: () => undefined,
  });
  const samples = rows.map((row) => ({
    id: String(row),
    row,
    ...truthIn(batch, network, row),
    ...(batch.targets === undefined ? {} : { target: batch.targets[row] }),
    group: '',
    inputs: mapValues(batch.inputs, (values) => values[row]),
    evidence: [],
  }));
  const { embeddings, encodings } = tidy(() => {
    const embedded = mapValues(network.modalities, (_, id) =>
      model.embed(
        id,
        samples.map(({ inputs }) => inputs[id]),
      ),
    );
    const others = Object.keys(embedded).filter((id) => !(id in radii));
    return {
      embeddings: embedded,
      encodings: Object.fromEntries(others.map((id) => [id, model.encode(id, embedded[id])])),
    };
  });
  try {
    const whose = network.pixels === null ? {} : { truthOf: pixelTruth };
    const context = { model, samples, embeddings, encodings, seed: key.seed, pause, ...whose };
    const problem = openProblem(context, { norm, radii });
    try {
      const values = await climbedAll(problem, training.adversarial, key);
      return tidy(() => {
        const shift = mapValues(values, (value, id) => spread(tf.sub(value, problem.clean[id].values), rows, batch));
        dispose(values);
        return shift;
      });
    } finally {
      problem.dispose();
    }
  } finally {
    dispose([embeddings, encodings]);
  }
}

/** Every step of PGD for every sample. */
async function climbedAll(
  problem: PerturbationProblem,
  { steps, relativeStep, randomStart }: TrainingChoice['adversarial'],
  { seed, step: trained }: { readonly seed: number; readonly step: number },
): Promise<Values> {
  const keys = problem.samples.map(({ id }) => [seed, 'adversarial', trained, id]);
  let values = randomStart
    ? noisy(problem, 'inside', keys)
    : mapValues(problem.clean, (clean) => tf.clone(clean.values));
  try {
    for (let step = 0; step < steps; step += 1) {
      await problem.pause();
      const { logits, gradients } = problem.gradientsAt(values);
      const next = tidy(() => {
        const whole = wholeStep(problem, gradients);
        return intoBall(
          problem,
          mapValues(values, (value, id) => tf.add(value, tf.mul(whole[id], relativeStep))),
        );
      });
      dispose([logits, gradients, values]);
      values = next;
    }
  } catch (error) {
    dispose(values);
    throw error;
  }
  return values;
}

/** Rows [S, …] at their places in the batch [B, …], which is zero elsewhere. */
function spread(shift: tf.Tensor, rows: readonly number[], batch: Batch): tf.Tensor {
  const none = tf.zeros([1, ...shift.shape.slice(1)]);
  const from = [...Array(samplesIn(batch)).keys()].map((row) => rows.indexOf(row) + 1);
  return tf.gather(tf.concat([none, shift], 0), tf.tensor1d(from, 'int32'));
}

function samplesIn({ inputs }: Batch): number {
  return Object.values(inputs)[0].length;
}

/** What is right of one sample: a class, or the class of every pixel. */
function truthIn({ labels }: Batch, { pixels }: Network, row: number): Pick<Sample, 'label' | 'mask'> {
  return pixels === null
    ? { label: labels[row] }
    : { label: 0, mask: Uint8Array.from(labels.subarray(row * pixels, (row + 1) * pixels)) };
}
