import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { initBackend } from '../../../../src/engine/backends/registry';
import { expectSame, noise, withGradients } from './both-backends';
import { subjectBackend } from '../../../support/subject-backend';

type Shape = readonly number[];
type Case = readonly [name: string, f: (...x: tf.Tensor[]) => tf.Tensor, shapes: readonly Shape[]];

const positive = (x: tf.Tensor): tf.Tensor => tf.add(tf.abs(x), 0.5);
const meanAndVariance = (x: tf.Tensor): tf.Tensor => {
  const centred = tf.sub(x, tf.mean(x, -1, true));
  return tf.mul(centred, tf.rsqrt(tf.add(tf.mean(tf.square(centred), -1, true), 1e-5)));
};

/** What convolutional networks, small transformers, their losses and the attacks on them are made of. */
const cases: readonly Case[] = [
  ['relu', tf.relu, [[3, 4]]],
  ['add, broadcast', tf.add, [[2, 3, 4], [4]]],
  [
    'sub, broadcast',
    tf.sub,
    [
      [2, 1, 4],
      [3, 1],
    ],
  ],
  [
    'mul, broadcast',
    tf.mul,
    [
      [2, 3, 4],
      [3, 1],
    ],
  ],
  [
    'div, broadcast',
    (a, b) => tf.div(a, positive(b)),
    [
      [2, 3],
      [2, 1],
    ],
  ],
  ['maximum', tf.maximum, [[3, 4], [4]]],
  ['minimum', tf.minimum, [[3, 4], [4]]],
  ['squared difference', tf.squaredDifference, [[3, 4], [4]]],
  ['pow', (x) => tf.pow(positive(x), 3), [[5]]],
  ['sqrt', (x) => tf.sqrt(positive(x)), [[5]]],
  ['rsqrt', (x) => tf.rsqrt(positive(x)), [[5]]],
  ['exp', tf.exp, [[5]]],
  ['log', (x) => tf.log(positive(x)), [[5]]],
  ['tanh', tf.tanh, [[5]]],
  ['sigmoid', tf.sigmoid, [[5]]],
  ['softplus', tf.softplus, [[5]]],
  ['elu', tf.elu, [[5]]],
  ['leaky relu', (x) => tf.leakyRelu(x, 0.1), [[5]]],
  ['gelu by erf', (x) => tf.mul(tf.mul(x, 0.5), tf.add(1, tf.erf(tf.mul(x, Math.SQRT1_2)))), [[17]]],
  [
    'gelu by tanh',
    (x) => tf.mul(tf.mul(x, 0.5), tf.add(1, tf.tanh(tf.mul(tf.add(x, tf.mul(tf.pow(x, 3), 0.044715)), 0.79788456)))),
    [[17]],
  ],
  ['abs', tf.abs, [[5]]],
  ['neg', tf.neg, [[5]]],
  ['sign', (x) => tf.mul(tf.sign(x), x), [[5]]],
  ['step', (x) => tf.mul(tf.step(x), x), [[5]]],
  ['round', (x) => tf.mul(tf.round(x), x), [[5]]],
  ['clip', (x) => tf.clipByValue(x, -0.3, 0.4), [[9]]],
  [
    'where',
    (a, b) => tf.where(tf.greater(a, 0), a, b),
    [
      [3, 4],
      [3, 4],
    ],
  ],
  ['sum of all', (x) => tf.sum(x), [[2, 3, 4]]],
  ['sum over axes', (x) => tf.sum(x, [0, 2]), [[2, 3, 4]]],
  ['sum, kept', (x) => tf.sum(x, 1, true), [[2, 3, 4]]],
  ['sum over middle axes', (x) => tf.sum(x, [1, 2]), [[2, 3, 7, 5]]],
  ['sum over the middle axis', (x) => tf.sum(x, 1), [[3, 11, 4]]],
  ['mean', (x) => tf.mean(x, [1, 2]), [[2, 3, 4, 5]]],
  ['mean, kept', (x) => tf.mean(x, -1, true), [[2, 3, 4]]],
  ['max', (x) => tf.max(x, 1), [[3, 4, 2]]],
  ['max, kept', (x) => tf.max(x, -1, true), [[3, 4]]],
  ['min', (x) => tf.min(x, 0), [[3, 4]]],
  ['log of sums of exponentials', (x) => tf.logSumExp(x, -1), [[3, 4]]],
  ['softmax', (x) => tf.softmax(x), [[2, 3, 5]]],
  ['log-softmax', (x) => tf.logSoftmax(x), [[4, 5]]],
  ['layer norm', meanAndVariance, [[2, 3, 16]]],
  ['norm', (x) => tf.norm(x, 2, 1), [[3, 4]]],
  ['cross-entropy', (x) => tf.losses.softmaxCrossEntropy(tf.oneHot(tf.tensor1d([0, 2], 'int32'), 3), x), [[2, 3]]],
  ['gather rows', (x) => tf.gather(x, tf.tensor2d([3, 0, 0, 3, 1, 9], [2, 3], 'int32')), [[10, 4]]],
  ['gather one row of vectors', (x) => tf.gather(x, tf.tensor1d([1], 'int32')), [[2, 3, 4]]],
  ['gather columns', (x) => tf.gather(x, tf.tensor1d([2, 0, 2], 'int32'), 1), [[4, 3, 2]]],
  ['one-hot', (x) => tf.mul(tf.oneHot(tf.tensor1d([1, 0, 1], 'int32'), 2), x), [[3, 2]]],
  [
    'concat, last',
    (a, b) => tf.concat([a, b], -1),
    [
      [2, 3],
      [2, 4],
    ],
  ],
  [
    'concat, tokens',
    (a, b) => tf.concat([a, b], 1),
    [
      [2, 3, 4],
      [2, 1, 4],
    ],
  ],
  [
    'stack',
    (a, b) => tf.stack([a, b], 1),
    [
      [2, 3],
      [2, 3],
    ],
  ],
  ['unstack', (x) => tf.mul(tf.unstack(x, 1)[0], tf.unstack(x, 1)[2]), [[2, 3, 4]]],
  ['split', (x) => tf.mul(tf.split(x, 2, -1)[0], tf.split(x, 2, -1)[1]), [[3, 8]]],
  ['slice', (x) => tf.slice(x, [0, 1, 0], [2, 2, 3]), [[2, 4, 3]]],
  [
    'pad',
    (x) =>
      tf.pad(x, [
        [1, 0],
        [0, 2],
      ]),
    [[2, 3]],
  ],
  ['tile', (x) => tf.tile(x, [2, 3]), [[2, 3]]],
  ['reverse', (x) => tf.reverse(x, [1]), [[2, 3]]],
  ['reshape', (x) => tf.reshape(x, [6, 2]), [[3, 4]]],
  ['expand', (x) => tf.expandDims(x, 1), [[3, 4]]],
  ['squeeze', (x) => tf.squeeze(x, [1]), [[3, 1, 4]]],
  ['broadcast', (x) => tf.broadcastTo(x, [2, 3, 4]), [[3, 1]]],
  ['transpose 2', (x) => tf.transpose(x), [[3, 4]]],
  ['transpose 3', (x) => tf.transpose(x, [0, 2, 1]), [[2, 3, 4]]],
  ['transpose 4, heads', (x) => tf.transpose(x, [0, 2, 1, 3]), [[2, 3, 4, 5]]],
  ['transpose 4, all', (x) => tf.transpose(x, [3, 1, 0, 2]), [[2, 3, 4, 5]]],
  ['transpose 5, patches', (x) => tf.transpose(x, [0, 1, 3, 2, 4]), [[2, 3, 4, 5, 2]]],
  ['transpose 5, all', (x) => tf.transpose(x, [4, 0, 3, 1, 2]), [[2, 3, 4, 5, 2]]],
  ['transpose 6', (x) => tf.transpose(x, [0, 1, 3, 2, 4, 5]), [[2, 2, 3, 2, 3, 2]]],
  ['transpose, size one', (x) => tf.transpose(x, [3, 1, 0, 2]), [[2, 1, 3, 1]]],
  ['transpose, nothing moves', (x) => tf.transpose(x, [1, 0, 2]), [[1, 3, 2]]],
  ['transpose, neighbours around a one', (x) => tf.transpose(x, [3, 0, 1, 2]), [[2, 1, 3, 4]]],
  ['transpose, scalar', (x) => tf.transpose(x), [[]]],
  ['cumulative sum', (x) => tf.cumsum(x, 1), [[3, 4]]],
];

test.each(cases)('%s', async (_, f, shapes) => {
  await expectSame(withGradients(f, () => shapes.map((shape, index) => noise(shape, 'input', index))));
});

test('operations without a gradient', async () => {
  await expectSame(() => {
    const x = noise([3, 4], 'x');
    const y = noise([3, 4], 'y');
    return [
      tf.argMax(x, 1),
      tf.argMin(x, 0),
      tf.topk(x, 2).values,
      tf.topk(x, 2).indices,
      tf.floor(x),
      tf.ceil(x),
      tf.cast(tf.greater(x, y), 'int32'),
      tf.cast(tf.equal(x, x), 'float32'),
      tf.cast(tf.logicalAnd(tf.less(x, 0), tf.notEqual(y, 0)), 'float32'),
      tf.cast(tf.any(tf.greater(x, 1), 1), 'float32'),
      tf.cast(tf.all(tf.greater(x, -9), 1), 'float32'),
      tf.unsortedSegmentSum(x as tf.Tensor2D, tf.tensor1d([1, 0, 1], 'int32'), 3),
      tf.linspace(0, 1, 5),
      tf.range(0, 5),
      tf.cumsum(x, 1),
    ];
  });
});

// A graphics card reads zeros there: nothing on it can refuse, and reading the indices back would stop its queue.
if (subjectBackend() !== 'webgpu-software') {
  test('a row that is not there is refused', async () => {
    await initBackend(subjectBackend());
    const before = tf.memory().numTensors;
    expect(() => tf.tidy(() => tf.gather(noise([2, 3], 'x'), tf.tensor1d([0, 2], 'int32')))).toThrow(
      /no row 2 of 2|2 is not in \[0, 1\]/,
    );
    expect(tf.memory().numTensors).toBe(before);
  });
}

test('a pass of Adam', async () => {
  await expectSame(() => {
    const weights = tf.variable(noise([6, 4], 'weights'));
    const bias = tf.variable(tf.zeros([4]));
    const optimizer = tf.train.adam(0.1);
    const x = noise([5, 6], 'x') as tf.Tensor2D;
    const wanted = noise([5, 4], 'wanted');
    for (let step = 0; step < 4; step += 1) {
      optimizer.minimize(
        () => tf.mean(tf.square(tf.sub(tf.add(tf.matMul(x, weights as tf.Tensor2D), bias), wanted))),
        false,
        [weights, bias],
      );
    }
    const results = [tf.clone(weights), tf.clone(bias)];
    optimizer.dispose();
    weights.dispose();
    bias.dispose();
    return results;
  });
});
