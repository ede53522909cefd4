import * as tf from '@tensorflow/tfjs-core';
import { randomFrom } from '../random';

/**
 * The two-branch network by which devices are measured: images 32×32×3 and 32×32×1, each through (convolution 3×3,
 * ReLU, max-pool 2) with 32 and 64 channels and a dense layer of 128; concatenated; ten logits.
 */
export interface SpeedModel {
  readonly weights: readonly tf.Tensor[];
  readonly inputs: readonly [tf.Tensor4D, tf.Tensor4D];
  readonly labels: tf.Tensor2D;
  dispose(): void;
}

const CLASSES = 10;
const sides = { image: 32, quarter: 8 };

export function speedModel(batch: number): SpeedModel {
  const tensor = <Shape extends tf.Rank>(
    shape: tf.ShapeMap[Shape],
    scale: number,
    ...key: string[]
  ): tf.Tensor<Shape> => {
    const random = randomFrom('speed-model', ...key);
    const values = Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => random.normal() * scale);
    return tf.tensor<Shape>(values, shape);
  };
  /** He-initialised layer: weights and biases. */
  const layer = (shape: [number, number] | [number, number, number, number], name: string): tf.Tensor[] => {
    const fanIn = tf.util.sizeFromShape(shape.slice(0, -1));
    return [
      tensor(shape, Math.sqrt(2 / fanIn), name),
      tensor<tf.Rank.R1>([shape[shape.length - 1]], 0.1, name, 'bias'),
    ];
  };
  const branch = (channels: number, name: string): tf.Tensor[] => [
    ...layer([3, 3, channels, 32], `${name}/conv1`),
    ...layer([3, 3, 32, 64], `${name}/conv2`),
    ...layer([sides.quarter * sides.quarter * 64, 128], `${name}/dense`),
  ];
  const weights = [...branch(3, 'colour'), ...branch(1, 'grey'), ...layer([256, CLASSES], 'head')];
  const inputs: [tf.Tensor4D, tf.Tensor4D] = [
    tensor<tf.Rank.R4>([batch, sides.image, sides.image, 3], 0.5, 'input', 'colour'),
    tensor<tf.Rank.R4>([batch, sides.image, sides.image, 1], 0.5, 'input', 'grey'),
  ];
  const labels = tf.tidy(
    () =>
      tf.oneHot(
        tf.tensor1d(
          Array.from({ length: batch }, (_, row) => row % CLASSES),
          'int32',
        ),
        CLASSES,
      ) as tf.Tensor2D,
  );
  return {
    weights,
    inputs,
    labels,
    dispose: () => {
      tf.dispose([...weights, ...inputs, labels]);
    },
  };
}

/** Logits [B, 10]. */
export function speedLogits(weights: readonly tf.Tensor[], inputs: readonly tf.Tensor[]): tf.Tensor2D {
  const dense = (x: tf.Tensor, at: number): tf.Tensor => tf.add(tf.matMul(x, weights[at]), weights[at + 1]);
  const convolve = (x: tf.Tensor4D, at: number): tf.Tensor4D => {
    const filtered = tf.add(tf.conv2d(x, weights[at] as tf.Tensor4D, 1, 'same'), weights[at + 1]);
    return tf.maxPool(tf.relu(filtered) as tf.Tensor4D, 2, 2, 'valid');
  };
  const branches = inputs.map((input, index) => {
    const maps = convolve(convolve(input as tf.Tensor4D, index * 6), index * 6 + 2);
    return tf.relu(dense(tf.reshape(maps, [maps.shape[0], -1]), index * 6 + 4));
  });
  return dense(tf.concat(branches, 1), inputs.length * 6) as tf.Tensor2D;
}

/** Mean cross-entropy. */
function speedLoss(model: SpeedModel, weights: readonly tf.Tensor[], inputs: readonly tf.Tensor[]): tf.Scalar {
  const logits = speedLogits(weights, inputs);
  return tf.neg(tf.mean(tf.sum(tf.mul(model.labels, tf.logSoftmax(logits)), 1)));
}

/** Gradients of the loss by both inputs. */
export function inputGradients(model: SpeedModel): tf.Tensor[] {
  return tf.grads((...inputs: tf.Tensor[]) => speedLoss(model, model.weights, inputs))([...model.inputs]);
}
