import * as tf from '@tensorflow/tfjs-core';
import type { ModelSpec } from '../../shared/models/model-spec';
import { stepsPerEpoch, type TrainingChoice } from '../../shared/training/training';
import type { Network } from '../models/network';
import type { Parameters } from '../models/parameters';
import { randomFrom } from '../random';
import { dispose } from '../tensors';
import { disposeAdam, type AdamState } from './adam';
import { optimiserStep } from './optimise';
import type { Values } from '../attacks/attack';
import type { Pause } from '../pause';
import { adversarialShift } from './adversarial';
import { ablateParts } from './ablation';
import { augmentImages } from './augment';
import { targetsOf } from '../models/targets';
import { askedOf, dropWords, type Batch } from './batches';
import { dropUnits } from './dropout';
import { removeParts } from './removals';
import { learningRateAt } from './schedule';
import { correctOf, encodingsOf } from './score';

export interface StepResult {
  readonly adam: AdamState;
  /** Sum over the batch of what training lowers. */
  readonly loss: number;
  readonly correct: number;
  /** What each modality's own answer lost, [B, M]; null where nothing is remembered. */
  readonly losses: Float32Array | null;
}

interface LossGradients {
  /** Mean of what training lowers. */
  readonly loss: tf.Scalar;
  readonly logits: tf.Tensor2D;
  /** [B, M]; left out where nothing is remembered. */
  readonly losses?: tf.Tensor2D;
  readonly gradients: Parameters;
}

/** The batch as this step sees it: augmented, parts and words gone. */
export function changedBatch(
  network: Network,
  batch: Batch,
  training: TrainingChoice,
  { seed, step }: { readonly seed: number; readonly step: number },
): Batch {
  const augmented = augmentImages(network, batch, training, seed, step);
  const removed = removeParts(network, augmented, training.removals, seed, step);
  const ablated = ablateParts(network, removed, training.ablation, seed, step);
  return dropWords(network, ablated, training.wordDropout, seed, step);
}

/** Mean of what training lowers, over a batch under dropout and shift, its logits, and its gradient for every parameter. */
function lossGradients(
  network: Network,
  parameters: Parameters,
  batch: Batch,
  shift: Values,
  training: Pick<TrainingChoice, 'dropout'>,
  standings: Float32Array | null,
  key: { readonly seed: number; readonly step: number },
): LossGradients {
  const names = Object.keys(parameters);
  return tf.tidy(() => {
    const { inputs, labels } = batch;
    const targets = targetsOf(askedOf(batch), network.classes);
    const kept: tf.Tensor2D[] = [];
    const lost: tf.Tensor2D[] = [];
    const modalities = Object.keys(network.modalities).length;
    const order = standings === null ? null : tf.tensor2d(standings, [labels.length, modalities]);
    const lossOf = (...values: tf.Tensor[]): tf.Scalar => {
      const current = Object.fromEntries(names.map((name, index) => [name, values[index]]));
      const encodings = encodingsOf(
        network,
        current,
        inputs,
        (modality, encoding) =>
          dropUnits(encoding, training.dropout, randomFrom(key.seed, 'dropout', key.step, modality)),
        shift,
      );
      const { z, penalty } = network.fuseInTraining(current, encodings, randomFrom(key.seed, 'fusion', key.step));
      const result = network.decide(current, z);
      kept.push(tf.keep(result));
      const objective = tf.mean<tf.Scalar>(network.objective(current, encodings, result, targets));
      const ranked = order === null ? undefined : network.ranking?.(current, encodings, targets, order);
      if (ranked !== undefined) lost.push(tf.keep(ranked.losses));
      return [penalty, ranked?.penalty].reduce<tf.Scalar>((sum, each) => (each ? tf.add(sum, each) : sum), objective);
    };
    const { value, grads } = tf.valueAndGrads(lossOf)(names.map((name) => parameters[name]));
    return {
      loss: value,
      logits: kept[0],
      ...(lost.length === 0 ? {} : { losses: lost[0] }),
      gradients: Object.fromEntries(names.map((name, index) => [name, grads[index]])),
    };
  });
}

export interface StepSettings {
  readonly training: TrainingChoice;
  readonly seed: number;
  /** Steps that training takes unless it stops early. */
  readonly totalSteps: number;
  /** Of one epoch. */
  readonly epochSteps: number;
}

/** @param rows samples that every epoch sees */
export function stepSettings({ training, seed }: ModelSpec, rows: number): StepSettings {
  const epochSteps = stepsPerEpoch(training, rows);
  return { training, seed, totalSteps: epochSteps * training.epochs, epochSteps };
}

/**
 * One step of joint training; the state given is used up.
 *
 * @param standings see `Ranked`; null where nothing is remembered
 * @param pause awaited before every step of an attack in training; may throw, which leaves the state given as it was
 */
export async function trainStep(
  network: Network,
  adam: AdamState,
  batch: Batch,
  settings: StepSettings,
  standings: Float32Array | null,
  pause: Pause,
): Promise<StepResult> {
  const { training, seed, totalSteps } = settings;
  const key = { seed, step: adam.steps };
  const changed = changedBatch(network, batch, training, key);
  const shift = await adversarialShift(network, adam.parameters, changed, network.classes, training, key, pause);
  const { loss, logits, losses, gradients } = lossGradients(
    network,
    adam.parameters,
    changed,
    shift,
    training,
    standings,
    key,
  );
  dispose(shift);
  const learningRate = learningRateAt(adam.steps, totalSteps, training.learningRate);
  const next = optimiserStep(adam, gradients, training.optimiser, {
    learningRate,
    weightDecay: training.weightDecay,
  });
  const result = {
    adam: next,
    loss: (await loss.data())[0] * batch.labels.length,
    correct: correctOf(network.target, await logits.data(), batch),
    losses: losses === undefined ? null : ((await losses.data()) as Float32Array),
  };
  disposeAdam(adam);
  tf.dispose([loss, logits, ...(losses === undefined ? [] : [losses]), ...Object.values(gradients)]);
  return result;
}
