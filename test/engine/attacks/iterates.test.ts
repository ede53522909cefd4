/** Where attacks in many steps go, step by step, on models whose slopes are known: computed here by hand. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { ApgdChoice, MimChoice } from '../../../src/shared/attacks/attack';
import type { ModalitySpec } from '../../../src/shared/data/modality';
import type { Ball, PerturbationClaim, PerturbationProblem } from '../../../src/engine/attacks/attack';
import { apgd } from '../../../src/engine/attacks/gradient/apgd';
import { mim } from '../../../src/engine/attacks/gradient/mim';
import { openProblem } from '../../../src/engine/attacks/gradient/problem';
import { embedSamples } from '../../../src/engine/attacks/outputs';
import { initBackend } from '../../../src/engine/backends/registry';
import type { FusedModel } from '../../../src/engine/models/fused-model';
import { inMemoryDataset } from './in-memory';

beforeAll(() => initBackend('wasm'));

/** Logits [0, score] of a picture of one row of pixels [S, width]: the attack climbs the score, and never gets above zero. */
function modelOf(width: number, score: (pixels: tf.Tensor2D) => tf.Tensor2D): FusedModel {
  const image: ModalitySpec = { kind: 'image', height: 1, width, channels: 1, mean: [0], std: [1] };
  return {
    id: 'by hand',
    modalities: { image },
    classes: ['no', 'yes'],
    gives: new Set(['labels', 'scores', 'embedding', 'gradients'] as const),
    perturbs: { image: 'input' },
    embed: (_, values) => ({
      values: tf.stack(values.map((own) => tf.tensor3d(own as Float32Array, [1, width, 1]))),
      mask: null,
    }),
    encode: (_, { values }) => ({ form: 'vector', values: tf.reshape(values, [-1, width]) }),
    fuse: ({ image: own }) => tf.clone(own.values as tf.Tensor2D),
    decide: (pixels) => {
      const own = score(pixels);
      return tf.concat<tf.Tensor2D>([tf.zerosLike(own), own], 1);
    },
    dispose: () => undefined,
  };
}

/** score = −5 − Σ ½ aᵢ (xᵢ − cᵢ)²: its slope is −aᵢ (xᵢ − cᵢ). */
function quadratic(curvature: readonly number[], peak: readonly number[]): FusedModel {
  return modelOf(peak.length, (pixels) => {
    const away = tf.square(tf.sub(pixels, tf.tensor1d(peak as number[])));
    const own = tf.sum(tf.mul(away, tf.tensor1d(curvature as number[])), 1, true);
    return tf.sub<tf.Tensor2D>(-5, tf.mul(own, 0.5));
  });
}

async function attacked(
  model: FusedModel,
  start: readonly number[],
  ball: Ball,
  attack: (problem: PerturbationProblem) => Promise<PerturbationClaim>,
): Promise<readonly number[]> {
  const dataset = inMemoryDataset([{ label: 0, inputs: { image: Float32Array.from(start) } }], {
    modalities: model.modalities,
  });
  const samples = [dataset.sample(0)];
  const embeddings = embedSamples(model, samples);
  const problem = openProblem(
    { model, samples, embeddings, encodings: {}, seed: 3, pause: () => Promise.resolve() },
    ball,
  );
  try {
    const { values } = await attack(problem);
    return Array.from(await values.image.data());
  } finally {
    problem.dispose();
  }
}

describe('MIM', () => {
  const model = quadratic([8, 2], [0.6, 0.3]);
  const length = 0.05 * Math.sqrt(5);
  const after = (steps: number, decay: number): Promise<readonly number[]> =>
    attacked(model, [0.5, 0.5], { norm: 'l2', radii: { image: 1 } }, (problem) =>
      mim(
        problem,
        MimChoice.parse({ name: 'mim', norm: 'l2', budgets: [{ image: 1 }], steps, relativeStep: length, decay }),
      ),
    );
  const expectAt = (found: readonly number[], [x, y]: readonly [number, number]): void => {
    expect(found[0]).toBeCloseTo(x, 5);
    expect(found[1]).toBeCloseTo(y, 5);
  };
  /** From a point along a sum of gradients. */
  const step = ([x, y]: readonly [number, number], [a, b]: readonly [number, number]): [number, number] => {
    const size = Math.hypot(a, b);
    return [x + (length * a) / size, y + (length * b) / size];
  };

  it('goes along the sum of all gradients so far, each over its l1 norm', async () => {
    // Slope (0.8, −0.4), over 1.2: the sum is (2, −1) / 3.
    expectAt(await after(1, 1), [0.6, 0.45]);
    // There (0, −0.3), over 0.3: (2, −4) / 3.
    expectAt(await after(2, 1), [0.65, 0.35]);
    // There (−0.4, −0.1), over 0.5: (2 / 3 − 0.8, −4 / 3 − 0.2).
    expectAt(await after(3, 1), step([0.65, 0.35], [2 / 3 - 0.8, -4 / 3 - 0.2]));
  });

  it('lets the sum decay by its factor at every step', async () => {
    const second = step([0.6, 0.45], [1 / 3, -1 / 6 - 1]);
    expectAt(await after(2, 0.5), second);
    const slope = [-8 * (second[0] - 0.6), -2 * (second[1] - 0.3)];
    const size = Math.abs(slope[0]) + Math.abs(slope[1]);
    expectAt(await after(3, 0.5), step(second, [1 / 6 + slope[0] / size, -7 / 12 + slope[1] / size]));
    // Without memory the second step goes along the second slope alone.
    expectAt(await after(2, 0), [0.6, 0.45 - length]);
  });
});

describe('APGD', () => {
  const [clean, radius] = [0.5, 0.1];
  const ball: Ball = { norm: 'linf', radii: { image: radius } };
  const within = (value: number): number => Math.min(clean + radius, Math.max(clean - radius, value));
  /** The point after one, with three quarters of a step, in radii, and a quarter of the way from the point before. */
  const onward = (from: number, before: number, share: number, slope: number): number =>
    within(from + 0.75 * (within(from + share * radius * slope) - from) + 0.25 * (from - before));

  /** Slopes at the points in turn; those of a point gone back to and of the point gone back from differ. */
  const slopes = [1, -1, 1, 1, -1, -1, 1, -1, 1, 1, -1, 1, 1, -1, 1, -1, 1, -1, 1, -1, 1];

  /** The points that are asked, of a model whose height at each is told, whatever the point. */
  async function asked(
    loss: ApgdChoice['loss'],
    steps: number,
    heights: readonly number[],
  ): Promise<{ readonly points: readonly number[]; readonly found: number }> {
    const points: number[] = [];
    const model = modelOf(1, (pixels) => {
      const turn = points.length;
      points.push(pixels.dataSync()[0]);
      // So small a slope changes no height.
      return tf.add(tf.mul(tf.sub(pixels, clean), 1e-5 * slopes[turn]), heights[turn] ?? heights[heights.length - 1]);
    });
    const choice = ApgdChoice.parse({ name: 'apgd', loss, budgets: [{ image: radius }], steps });
    const [found] = await attacked(model, [clean], ball, (problem) => apgd(problem, choice));
    return { points, found };
  }
  const falling = (from: number, count: number): readonly number[] =>
    Array.from({ length: count }, (_, at) => from - at);
  const rising = (from: number, count: number): readonly number[] =>
    Array.from({ length: count }, (_, at) => from + at);

  describe.each(['cross-entropy', 'dlr'] as const)('on the %s', (loss) => {
    it('takes a whole step of two radii first, then with momentum', async () => {
      const { points } = await asked(loss, 10, rising(-40, 11));
      expect(points[1]).toBeCloseTo(within(points[0] + 2 * radius), 5);
      expect(points[2]).toBeCloseTo(onward(points[1], points[0], 2, slopes[1]), 5);
      expect(points[3]).toBeCloseTo(onward(points[2], points[1], 2, slopes[2]), 5);
    });

    it('halves at a checkpoint since which fewer than three quarters rose, and goes on from the best point', async () => {
      // Of ten steps the first checkpoint is the third: one of three rose.
      const { points, found } = await asked(loss, 10, [-5, -4, -6, -7, -8, -9, -10, -11, -12, -13, -14]);
      expect(points[4]).toBeCloseTo(onward(points[1], points[2], 1, slopes[1]), 5);
      // Neither from the last point nor by the whole step.
      expect(points[4]).not.toBeCloseTo(onward(points[3], points[2], 1, slopes[3]), 3);
      expect(points[4]).not.toBeCloseTo(onward(points[1], points[2], 2, slopes[1]), 3);
      expect(points[5]).toBeCloseTo(onward(points[4], points[1], 1, slopes[4]), 5);
      expect(found).toBeCloseTo(points[1], 6);
    });

    it('keeps its step where all rose', async () => {
      const { points } = await asked(loss, 10, rising(-40, 11));
      expect(points[4]).toBeCloseTo(onward(points[3], points[2], 2, slopes[3]), 5);
    });

    // Of twenty steps the first checkpoints are the fifth and the ninth.
    it('keeps its step where exactly three quarters rose, to a new best', async () => {
      const { points } = await asked(loss, 20, [...rising(-20, 6), -18, -17, -16, -14, ...falling(-20, 11)]);
      expect(points[10]).toBeCloseTo(onward(points[9], points[8], 2, slopes[9]), 5);
    });

    it('halves where enough rose but none above the best of the last checkpoint, and goes back there', async () => {
      const { points } = await asked(loss, 20, [...rising(-20, 6), -18, -17, -16, -15.5, ...falling(-20, 11)]);
      expect(points[10]).toBeCloseTo(onward(points[5], points[8], 1, slopes[5]), 5);
      expect(points[10]).not.toBeCloseTo(onward(points[9], points[8], 2, slopes[9]), 3);
    });

    it('does not halve for that where it halved at the checkpoint before', async () => {
      const { points } = await asked(loss, 20, [-10, ...falling(-12, 5), -15, -14, -13, -12, ...falling(-20, 11)]);
      expect(points[6]).toBeCloseTo(onward(points[0], points[4], 1, slopes[0]), 5);
      expect(points[10]).toBeCloseTo(onward(points[9], points[8], 1, slopes[9]), 5);
    });

    it('counts a rise from the best point where it went back there', async () => {
      // −15 is above the point gone back from, not above the one gone back to: two of four rose.
      const { points } = await asked(loss, 20, [-10, ...falling(-12, 5), -15, -14, -14.5, -13, ...falling(-20, 11)]);
      expect(points[10]).toBeCloseTo(onward(points[0], points[8], 0.5, slopes[0]), 5);
    });
  });

  it('comes to rest at a peak inside its ball, which steps of one length jump over', async () => {
    const choice = ApgdChoice.parse({ name: 'apgd', budgets: [{ image: radius }], steps: 100 });
    const found = await attacked(quadratic([8, 2], [0.53, 0.46]), [clean, clean], ball, (problem) =>
      apgd(problem, choice),
    );
    expect(Math.hypot(found[0] - 0.53, found[1] - 0.46)).toBeLessThan(0.001);
  });
});
