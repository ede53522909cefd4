import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { initBackend } from '../../../../src/engine/backends/registry';
import { covariance, inter, intra, umurlLoss, variance } from '../../../../src/engine/training/pretraining/loss';
import { corrupted, cropped, sheared, viewOf } from '../../../../src/engine/training/pretraining/views';
import { nearestOf } from '../../../../src/engine/training/pretraining/retrieval';
import { randomFrom } from '../../../../src/engine/random';

beforeAll(() => initBackend('cpu'));

const square = (side: number): tf.Tensor2D =>
  tf.tensor2d([
    [0, 0],
    [side, 0],
    [0, side],
    [side, side],
  ]);
const value = (x: tf.Scalar): number => x.dataSync()[0];
const drawn = (name: string): tf.Tensor2D => {
  const random = randomFrom('loss', name);
  return tf.tensor2d(
    Array.from({ length: 12 }, () => random.normal()),
    [4, 3],
  );
};
const names = ['a', 'b', 'c'];
const six = () => ({ alone: names.map(drawn), fused: names.map((name) => drawn(`u${name}`)) });

describe('the loss of UmURL', () => {
  it('spreads and separates dimensions by the numbers of its page', () => {
    expect(value(variance(square(2)))).toBe(0);
    expect(value(covariance(square(2)))).toBeCloseTo(0, 6);
    expect(value(variance(square(1)))).toBeCloseTo(0.422563, 5);
    expect(value(covariance(square(1)))).toBeCloseTo(0, 6);
    const constant = tf.tensor2d([1, 7, 1, 7, 1, 7, 1, 7], [4, 2]);
    expect(value(variance(constant))).toBeCloseTo(0.99, 6);
    expect(value(covariance(constant))).toBe(0);
    const twins = tf.tensor2d([0, 0, 2, 2, 0, 0, 2, 2], [4, 2]);
    expect(value(variance(twins))).toBe(0);
    expect(value(covariance(twins))).toBeCloseTo(1.7778, 4);
  });

  it('counts covariances alike by samples and by dimensions', () => {
    const few = tf.tensor2d([1, 2, 0, 3, 0, 1, 5, 2], [2, 4]);
    const centred = tf.sub(few, tf.mean(few, 0, true));
    const all = tf.matMul(centred, centred, true, false).arraySync() as number[][];
    const off = all.flatMap((row, i) => row.filter((_, j) => i !== j)).reduce((sum, one) => sum + one ** 2, 0);
    expect(value(covariance(few))).toBeCloseTo(off / 4, 4);
  });

  it('of 0, 1 and 2 in three kinds has 2 between them', () => {
    expect(value(inter([0, 1, 2].map((z) => tf.tensor2d([z], [1, 1]))))).toBeCloseTo(2, 6);
  });

  it('of encodings that have all collapsed is 29.7', () => {
    const same = (): readonly tf.Tensor2D[] => names.map(() => tf.ones([4, 3]));
    const all = { alone: same(), fused: same() };
    expect([value(intra(all)), value(inter(all.alone))]).toEqual([0, 0]);
    expect(value(umurlLoss(all))).toBeCloseTo(29.7, 4);
  });

  it('is the same of rows moved together in V and C, and of rows in another order', () => {
    const z = drawn('moved');
    const moved = tf.add<tf.Tensor2D>(z, [3, -1, 2]);
    expect(value(variance(moved))).toBeCloseTo(value(variance(z)), 5);
    expect(value(covariance(moved))).toBeCloseTo(value(covariance(z)), 4);
    const { alone, fused } = six();
    const order = tf.tensor1d([2, 0, 3, 1], 'int32');
    const turned = (all: readonly tf.Tensor2D[]): readonly tf.Tensor2D[] => all.map((one) => tf.gather(one, order));
    expect(value(umurlLoss({ alone: turned(alone), fused: turned(fused) }))).toBeCloseTo(
      value(umurlLoss({ alone, fused })),
      4,
    );
  });

  it('asks nothing between kinds that are equal, and of a centre that moves along', () => {
    const z = drawn('equal');
    const gradient = tf.grad((x) => inter([x as tf.Tensor2D, z, z]));
    expect(value(inter([z, z, z]))).toBeCloseTo(0, 9);
    expect(tf.max(tf.abs(gradient(z))).dataSync()[0]).toBeLessThan(1e-6);
    // With c fixed the slope would be 2 (z − c) / 12; c moves by a third of z, and the others lean on it.
    const other = drawn('other');
    const [slope] = gradient(other).dataSync();
    const [own, rest] = [other.dataSync()[0], z.dataSync()[0]];
    expect(slope).toBeCloseTo((2 * (own - (own + 2 * rest) / 3)) / 12, 5);
  });
});

describe('a view of a clip', () => {
  const plane = { height: 5, width: 8, channels: 3 };
  const random = randomFrom('views');
  const clip = Float32Array.from({ length: 120 }, () => random.normal());
  const jointsChanged = (view: Float32Array): number =>
    [0, 1, 2, 3, 4].filter((joint) =>
      view.slice(joint * 24, joint * 24 + 24).some((x, at) => x !== clip[joint * 24 + at]),
    ).length;

  it('is the whole clip where it may not be cropped, and goes through its ends where it is', () => {
    expect(cropped(clip, plane, 1, randomFrom('whole'))).toEqual(clip);
    const ramp = Float32Array.from({ length: 120 }, (_, at) => Math.floor(at / 3) % 8);
    for (let draw = 0; draw < 20; draw += 1) {
      const own = cropped(ramp, plane, 0.25, randomFrom('crop', draw));
      const steps = Array.from({ length: 8 }, (_, step) => own[step * 3]);
      expect(Math.min(...steps)).toBeGreaterThanOrEqual(0);
      expect(steps.at(-1)).toBeGreaterThan(steps[0]);
      expect(
        steps
          .slice(2)
          .map((x, at) => x - 2 * steps[at + 1] + steps[at])
          .every((bend) => Math.abs(bend) < 1e-5),
      ).toBe(true);
    }
  });

  it('has three joints of five corrupted, zero or mapped, or all sheared', () => {
    const kinds = Array.from({ length: 20 }, (_, draw) => corrupted(clip, plane, randomFrom('corrupt', draw)));
    for (const own of kinds) expect(jointsChanged(own)).toBe(3);
    const zeros = kinds.filter((own) => own.filter((x) => x === 0).length === 3 * 24).length;
    expect(zeros).toBeGreaterThan(0);
    expect(zeros).toBeLessThan(20);
    const leant = sheared(clip, plane, randomFrom('shear'));
    expect(jointsChanged(leant)).toBe(5);
    // A shear of the first axis alone leaves what has no other.
    const along = Float32Array.from(clip, (x, at) => (at % 3 === 0 ? x : 0));
    const own = sheared(along, plane, randomFrom('shear'));
    along.forEach((x, at) => {
      if (at % 3 === 0) expect(own[at]).toBeCloseTo(x, 6);
    });
  });

  it('is drawn anew by its key alone', () => {
    expect(viewOf(clip, plane, 0.5, randomFrom(1))).toEqual(viewOf(clip, plane, 0.5, randomFrom(1)));
    expect(viewOf(clip, plane, 0.5, randomFrom(1))).not.toEqual(viewOf(clip, plane, 0.5, randomFrom(2)));
  });
});

it('the nearest is the one of the largest product, the first of equal ones', () => {
  const known = [Float32Array.of(0, 1), Float32Array.of(0.8, 0.6), Float32Array.of(0.8, 0.6)];
  expect(nearestOf(Float32Array.of(1, 0), known)).toBe(1);
});
