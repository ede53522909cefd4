import * as tf from '@tensorflow/tfjs-core';
import type { AlternatingTraining } from '../../shared/training/training';
import { crossEntropies } from '../models/cross-entropies';
import type { Network } from '../models/network';
import type { NetworkAlternation } from '../models/network-alternation';
import type { Parameters } from '../models/parameters';
import { targetsOf } from '../models/targets';
import type { Values } from '../attacks/attack';
import type { Pause } from '../pause';
import { permutation, randomFrom } from '../random';
import { dispose } from '../tensors';
import { adversarialShift } from './adversarial';
import { disposeAdam, type AdamState } from './adam';
import type { Alternation, HeadMove } from './alternation';
import { askedOf, type Batch } from './batches';
import { dropUnits } from './dropout';
import { alphaAt, leastSquaresUpdate } from './least-squares';
import type { Learnt, Stepped } from './learnt';
import { optimiserStep } from './optimise';
import { learningRateAt } from './schedule';
import { correctOf, encodingOf } from './score';
import { changedBatch, type StepSettings } from './step';

type AlternatingNetwork = Network & { readonly alternation: NetworkAlternation };

/** What one modality makes of a batch. */
interface OwnGradients {
  /** Mean cross-entropy of its own answer. */
  readonly loss: tf.Scalar;
  /** [B, K]. */
  readonly logits: tf.Tensor2D;
  /** Mean of φ over the batch, [s]. */
  readonly features: tf.Tensor1D;
  /** Of its own parameters and the shared head. */
  readonly gradients: Parameters;
}

function ownGradients(
  network: AlternatingNetwork,
  parameters: Parameters,
  batch: Batch,
  modality: string,
  shift: Values,
  { training, seed }: StepSettings,
  step: number,
): OwnGradients {
  const { alternation } = network;
  const { kernel, bias } = alternation;
  const names = Object.keys(parameters).filter(
    (name) => name === kernel || name === bias || alternation.isOwn(name, modality),
  );
  return tf.tidy(() => {
    const targets = targetsOf(askedOf(batch), network.classes);
    const kept: tf.Tensor[] = [];
    const lossOf = (...values: tf.Tensor[]): tf.Scalar => {
      const own = Object.fromEntries(names.map((name, index) => [name, values[index]]));
      const current = { ...parameters, ...own };
      const plain = encodingOf(network, current, modality, batch.inputs, shift);
      const encoding = dropUnits(plain, training.dropout, randomFrom(seed, 'dropout', step, modality));
      const features = alternation.features(current, modality, encoding);
      const logits = tf.add<tf.Tensor2D>(tf.matMul(features, current[kernel]), current[bias]);
      kept.push(tf.keep(logits), tf.keep(tf.mean(features, 0)));
      return tf.mean(crossEntropies(logits, targets));
    };
    const { value, grads } = tf.valueAndGrads(lossOf)(names.map((name) => parameters[name]));
    return {
      loss: value,
      logits: kept[0] as tf.Tensor2D,
      features: kept[1] as tf.Tensor1D,
      gradients: Object.fromEntries(names.map((name, index) => [name, grads[index]])),
    };
  });
}

/**
 * One batch of alternating training (MLA, arXiv 2311.10707): for each modality, in its turn, a step of its encoder and of the
 * head that all share, by the cross-entropy of its own answer. The gradient of the head's kernel, and of nothing else, is
 * modified by P, but for the first step ever; P then learns the mean of the features of that step. What is given is used up.
 *
 * @param pause awaited before every step of an attack in training; may throw, which leaves what was given as it was
 */
export async function alternatingStep(
  network: AlternatingNetwork,
  { adam, history, alternation }: Learnt & { readonly alternation: Alternation },
  batch: Batch,
  settings: StepSettings,
  pause: Pause,
): Promise<Stepped> {
  const { training, seed, totalSteps, epochSteps } = settings;
  const key = { seed, step: adam.steps };
  const changed = changedBatch(network, batch, training, key);
  const shift = await adversarialShift(network, adam.parameters, changed, network.classes, training, key, pause);
  const ids = Object.keys(network.modalities);
  const optimiser = {
    learningRate: learningRateAt(adam.steps, totalSteps, training.learningRate),
    weightDecay: training.weightDecay,
  };
  const alpha = alphaAt(training.alternating, adam.steps % epochSteps, epochSteps);
  const { kernel, bias } = network.alternation;
  let current = adam;
  let { projection, moved } = alternation;
  const answers = new Map<string, tf.Tensor2D>();
  const losses: tf.Scalar[] = [];
  for (const [turn, modality] of turnsOf(ids, training.alternating, seed, adam.steps).entries()) {
    const own = ownGradients(network, current.parameters, changed, modality, shift, settings, adam.steps);
    const before = projection;
    const seen = own.features;
    const updated = before === null ? null : leastSquaresUpdate(before, seen, alpha, training.alternating.rescaled);
    const used = training.alternating.modification === 'added' ? updated : before;
    const isFirst = adam.steps === 0 && turn === 0;
    const plain = own.gradients[kernel] as tf.Tensor2D;
    const modified =
      used === null || isFirst ? tf.clone(plain) : modifiedGradient(plain, used, training.alternating.modification);
    // The head has had a step for every turn, an encoder one for every batch.
    const stepsOf = (name: string): number =>
      name === kernel || name === bias ? adam.steps * ids.length + turn : adam.steps;
    const next = optimiserStep(current, { ...own.gradients, [kernel]: modified }, training.optimiser, {
      ...optimiser,
      stepsOf,
    });
    const further = movedBy(moved[modality], current, next, network.alternation);
    tf.dispose([modified, seen, ...Object.values(own.gradients), moved[modality].kernel, moved[modality].bias]);
    if (before !== null) tf.dispose(before);
    disposeAdam(current);
    moved = { ...moved, [modality]: further };
    projection = updated;
    current = { ...next, steps: adam.steps };
    answers.set(modality, own.logits);
    losses.push(own.loss);
  }
  dispose(shift);
  const fused = tf.tidy(() =>
    network.alternation.together(
      ids.map((id) => {
        const own = answers.get(id);
        if (own === undefined) throw new Error(`${id} has had no turn.`);
        return own;
      }),
    ),
  );
  const loss = tf.tidy(() => tf.mean<tf.Scalar>(tf.stack(losses)));
  const result = {
    learnt: { adam: { ...current, steps: adam.steps + 1 }, history, alternation: { projection, moved } },
    loss: (await loss.data())[0] * batch.labels.length,
    correct: correctOf(network.target, await fused.data(), batch),
    seen: batch.labels.length,
  };
  tf.dispose([fused, loss, ...losses, ...answers.values()]);
  return result;
}

function turnsOf(
  ids: readonly string[],
  { turns }: Pick<AlternatingTraining, 'turns'>,
  seed: number,
  step: number,
): readonly string[] {
  switch (turns) {
    case 'fixed':
      return ids;
    case 'random':
      return Array.from(permutation(ids.length, randomFrom(seed, 'turns', step)), (index) => ids[index]);
    default:
      return turns satisfies never;
  }
}

/** Of a kernel [s, K] P g, since what is on its left are the features; or g + P g. */
function modifiedGradient(
  gradient: tf.Tensor2D,
  projection: tf.Tensor2D,
  modification: AlternatingTraining['modification'],
): tf.Tensor2D {
  return tf.tidy(() => {
    const free = tf.matMul<tf.Tensor2D>(projection, gradient);
    return modification === 'added' ? tf.add<tf.Tensor2D>(gradient, free) : free;
  });
}

function movedBy(
  so: HeadMove,
  { parameters: before }: AdamState,
  { parameters: after }: AdamState,
  { kernel, bias }: NetworkAlternation,
): HeadMove {
  const further = (sum: tf.Tensor, name: string): tf.Tensor =>
    tf.tidy(() => tf.add(sum, tf.sub(after[name], before[name])));
  return { kernel: further(so.kernel, kernel) as tf.Tensor2D, bias: further(so.bias, bias) as tf.Tensor1D };
}

export function isAlternating(network: Network): network is AlternatingNetwork {
  return network.alternation !== undefined;
}
