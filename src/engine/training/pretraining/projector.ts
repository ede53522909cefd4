import * as tf from '@tensorflow/tfjs-core';
import { dense, denseSpecs } from '../../models/layers';
import { ones, zeros, type ParameterReader, type ParameterSpecs } from '../../models/parameters';

const EPSILON = 1e-5;
const HIDDEN = [0, 1] as const;

/**
 * A projector of UmURL, of one kind: twice linear, batch normalisation and ReLU, as wide as the encoding, then linear to twice
 * that. Only training without labels has it, so that batch normalisation is always by the batch.
 */
export function projectorSpecs(name: string, width: number): ParameterSpecs {
  return Object.assign(
    {},
    ...HIDDEN.map((index) => ({
      ...denseSpecs(`${name}/dense${index}`, width, width, 'relu'),
      [`${name}/norm${index}/gain`]: ones(width),
      [`${name}/norm${index}/bias`]: zeros(width),
    })),
    denseSpecs(`${name}/last`, width, 2 * width, 'linear'),
  ) as ParameterSpecs;
}

/** y [B, width] → z [B, 2 width]. */
export function projected(p: ParameterReader, name: string, y: tf.Tensor2D): tf.Tensor2D {
  const inner = HIDDEN.reduce<tf.Tensor2D>(
    (x, index) => tf.relu(batchNorm(p, `${name}/norm${index}`, dense(p, `${name}/dense${index}`, x))),
    y,
  );
  return dense(p, `${name}/last`, inner);
}

/** By mean and (biased) variance of the batch (Ioffe and Szegedy, arXiv 1502.03167). */
function batchNorm(p: ParameterReader, name: string, x: tf.Tensor2D): tf.Tensor2D {
  const centred = tf.sub(x, tf.mean(x, 0, true));
  const deviation = tf.sqrt(tf.add(tf.mean(tf.square(centred), 0, true), EPSILON));
  return tf.add(tf.mul(tf.div(centred, deviation), p(`${name}/gain`)), p(`${name}/bias`));
}
