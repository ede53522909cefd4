import * as tf from '@tensorflow/tfjs-core';
import { randomFrom } from '../random';
import { dispose, tidy } from '../tensors';

/** Groups of numbers that backends must agree on, by what they are. */
export type SelfTestNumbers = Readonly<Record<string, readonly number[]>>;

/**
 * A small network through every kernel that training and attacks rest on, and through every place where a kernel of
 * the library is known to be wrong: pooled windows without a positive value, padding by a number around a filter that
 * is not square, a matrix that is used again reshaped.
 */
const shapes = {
  image: [2, 10, 9, 3],
  first: [3, 3, 3, 8],
  second: [3, 3, 8, 9],
  wide: [1, 3, 9, 4],
  words: [7, 12],
  query: [12, 12],
  key: [12, 12],
  value: [12, 12],
  dense: [96, 6],
  head: [18, 5],
} as const satisfies Record<string, readonly number[]>;

type Name = keyof typeof shapes;
type Tensors = Readonly<Record<Name, tf.Tensor>>;

const ids = [
  [1, 3, 3, 6],
  [2, 0, 5, 3],
];

/** Logits whole; of each gradient, its products with four fixed random directions. */
export async function probeNetwork(): Promise<SelfTestNumbers> {
  const {
    logits: own,
    gradients,
    names,
  } = tidy(() => {
    const names = Object.keys(shapes) as Name[];
    const given = names.map((name) => noise(shapes[name], name === 'image' ? 1 : 0.4, name));
    const named = (tensors: readonly tf.Tensor[]): Tensors =>
      Object.fromEntries(names.map((name, index) => [name, tensors[index]])) as Tensors;
    const weights = noise([2, 5], 1, 'loss');
    const gradients = tf.grads((...tensors: tf.Tensor[]) =>
      tf.sum(tf.mul(tf.logSoftmax(logits(named(tensors))), weights)),
    )(given);
    return { logits: logits(named(given)), gradients, names };
  });
  try {
    const numbers: [string, readonly number[]][] = [['logits', [...(await own.data())]]];
    for (const [index, gradient] of gradients.entries()) {
      numbers.push([`gradient of ${names[index]}`, directions(await gradient.data<'float32'>(), names[index])]);
    }
    return Object.fromEntries(numbers);
  } finally {
    dispose([own, gradients]);
  }
}

function logits(tensors: Tensors): tf.Tensor2D {
  return tf.matMul<tf.Tensor2D>(tf.concat([seen(tensors), read(tensors)], 1), tensors.head);
}

/** Convolutions and pooling: [2, 6]. */
function seen({ image, first, second, wide, dense }: Tensors): tf.Tensor {
  // Pooled before the ReLU, so that windows without a positive value count.
  const maps = tf.maxPool(tf.conv2d(image as tf.Tensor4D, first as tf.Tensor4D, 1, 'same'), 2, 2, 'same');
  const strided: tf.Tensor4D = tf.relu(tf.conv2d(maps, second as tf.Tensor4D, 2, 'same'));
  const padded = tf.tanh(tf.conv2d(strided, wide as tf.Tensor4D, 1, 1));
  const flat = tf.reshape<tf.Rank.R2>(padded, [2, -1]);
  return tf.matMul(
    tf.pad(flat, [
      [0, 0],
      [0, 96 - flat.shape[1]],
    ]),
    dense,
  );
}

/** Words through embedding, attention with two heads and layer norm: [2, 12]. */
function read({ words, query, key, value }: Tensors): tf.Tensor {
  const tokens = tf.gather(words, tf.tensor2d(ids, [2, 4], 'int32'));
  const heads = (matrix: tf.Tensor): tf.Tensor => {
    const projected = tf.matMul(tf.reshape(tokens, [8, 12]), matrix);
    return tf.transpose(tf.reshape(projected, [2, 4, 2, 6]), [0, 2, 1, 3]);
  };
  const shares = tf.softmax(tf.div(tf.matMul(heads(query), heads(key), false, true), Math.sqrt(6)));
  const attended = tf.reshape(tf.transpose(tf.matMul(shares, heads(value)), [0, 2, 1, 3]), [2, 4, 12]);
  const sum = tf.add(tokens, attended);
  const centred = tf.sub(sum, tf.mean(sum, -1, true));
  const normed = tf.mul(centred, tf.rsqrt(tf.add(tf.mean(tf.square(centred), -1, true), 1e-5)));
  // The same matrix again, reshaped.
  const again = tf.matMul(tf.reshape(normed, [16, 6]), tf.reshape(query, [6, 24]));
  return tf.mean(tf.reshape(tf.sigmoid(again), [2, 16, 12]), 1);
}

function directions(values: Float32Array, name: string): number[] {
  return Array.from({ length: 4 }, (_, direction) => {
    const random = randomFrom('self-test', name, direction);
    return values.reduce((sum, value) => sum + value * random.normal(), 0);
  });
}

function noise(shape: readonly number[], scale: number, name: string): tf.Tensor {
  const random = randomFrom('self-test', name);
  const values = Float32Array.from({ length: tf.util.sizeFromShape([...shape]) }, () => random.normal() * scale);
  return tf.tensor(values, [...shape]);
}
