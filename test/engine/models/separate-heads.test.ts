import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { initBackend } from '../../../src/engine/backends/registry';
import { late } from '../../../src/engine/models/fusions/late';
import type { FusionPart, FusionSetting } from '../../../src/engine/models/fusions/fusion';
import { initialValues, tensorsOf } from '../../../src/engine/models/parameters';

beforeAll(() => initBackend('cpu'));

/** A body of three streams, four numbers each, and a watch. */
const setting: FusionSetting = {
  inputs: [
    { modality: 'body', width: 12, streams: 3 },
    { modality: 'watch', width: 5 },
  ],
  classes: 3,
  head: { name: 'linear' },
};
const labels = (): tf.Tensor2D =>
  tf.tensor2d([
    [1, 0, 0],
    [0, 0, 1],
  ]);
const numbers = (rows: number, width: number, key: number): tf.Tensor2D =>
  tf.tensor2d(
    Array.from({ length: rows * width }, (_, at) => Math.sin(key + 1.7 * at)),
    [rows, width],
  );
const vector = (values: tf.Tensor2D) => ({ form: 'vector' as const, values });
const parametersOf = (part: FusionPart) =>
  tensorsOf(part.parameters, (name) => initialValues(1, name, part.parameters[name]));

test('every stream has a head of its own, and the decision is the mean of all answers', () => {
  const part = late.part({ name: 'late', together: 'mean', separate: true }, setting);
  const parameters = parametersOf(part);
  const p = (name: string): tf.Tensor => parameters[name];
  const heads = new Set(Object.keys(part.parameters).map((name) => name.replace(/\/dense\/.*$/u, '')));
  expect([...heads].sort()).toEqual(['body/stream-0', 'body/stream-1', 'body/stream-2', 'watch']);
  const [body, watch] = [numbers(2, 12, 0), numbers(2, 5, 9)];
  const z = part.apply(p, { body: vector(body), watch: vector(watch) });
  const answers = part.answers?.(p, { body: vector(body), watch: vector(watch) }) ?? {};
  const expected = tf.div(tf.add(tf.mul(answers.body, 3), answers.watch), 4).dataSync();
  [...z.dataSync()].forEach((value, at) => {
    expect(value).toBeCloseTo(expected[at], 5);
  });
});

test('a member’s gradient is that of a model of its own, whatever the others answer; by the loss of the mean it is not', () => {
  const own = gradientOfFirst(true, numbers(2, 8, 3));
  const beside = gradientOfFirst(true, tf.mul(numbers(2, 8, 40), 50));
  expect(own).toEqual(beside);
  const alone = ((): readonly number[] => {
    const part = late.part(
      { name: 'late', together: 'mean', separate: false },
      { ...setting, inputs: [{ modality: 'body', width: 4 }] },
    );
    const whole = late.part({ name: 'late', together: 'mean', separate: true }, setting);
    const parameters = parametersOf(whole);
    const named = (name: string): tf.Tensor => parameters[name.replace('body/', 'body/stream-0/')];
    return [
      ...tf
        .grad((x) => cross(part.apply(named, { body: vector(x as tf.Tensor2D) })))(numbers(2, 4, 0))
        .dataSync(),
    ];
  })();
  own.forEach((value, at) => {
    expect(value).toBeCloseTo(alone[at], 6);
  });
  const joint = (others: tf.Tensor2D): readonly number[] => gradientOfFirst(false, others);
  expect(joint(numbers(2, 8, 3))).not.toEqual(joint(tf.mul(numbers(2, 8, 40), 50)));
});

test('models whose heads are trained together are as they were', () => {
  const part = late.part({ name: 'late', together: 'mean', separate: false }, setting);
  expect(Object.keys(part.parameters).filter((name) => name.includes('stream'))).toEqual([]);
  expect(part.objective).toBeUndefined();
});

function cross(logits: tf.Tensor2D): tf.Scalar {
  return tf.neg(tf.sum(tf.mul(labels(), tf.logSoftmax(logits))));
}

/** Of the loss by the first stream of the body, the other two as given. */
function gradientOfFirst(separate: boolean, others: tf.Tensor2D): readonly number[] {
  const part = late.part({ name: 'late', together: 'mean', separate }, setting);
  const parameters = parametersOf(part);
  const p = (name: string): tf.Tensor => parameters[name];
  const lossOf = (x: tf.Tensor): tf.Scalar => {
    const body: tf.Tensor2D = tf.concat([x as tf.Tensor2D, others], 1);
    const encodings = { body: vector(body), watch: vector(numbers(2, 5, 9)) };
    const z = part.apply(p, encodings);
    return part.objective === undefined ? cross(z) : tf.sum(part.objective(p, encodings, labels(), z));
  };
  return [
    ...tf
      .grad(lossOf)(numbers(2, 4, 0))
      .dataSync(),
  ];
}
