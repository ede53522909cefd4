import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { initBackend } from '../../../src/engine/backends/registry';
import type { Recipe } from '../../../src/shared/recipe/recipe';
import { contrastOf, pairContrast } from '../../../src/engine/models/fusions/pair-contrast';
import { encodingsOf } from '../../../src/engine/training/score';
import { targetsOf } from '../../../src/engine/models/targets';
import { built, inputs, mlp } from './tiny';

beforeAll(() => initBackend('cpu'));

type Numbers = readonly number[];
interface Found {
  readonly loss: number;
  readonly gradient: Numbers;
}

function ofCosines(cosines: Numbers, kept: Numbers, temperature: number, form: 'paper' | 'row-0' = 'paper'): Found {
  return tf.tidy(() => {
    const { value, grad } = tf.valueAndGrad((c: tf.Tensor) =>
      contrastOf(c as tf.Tensor1D, tf.tensor1d([...kept]), temperature, form),
    )(tf.tensor1d([...cosines]));
    return { loss: value.dataSync()[0], gradient: [...grad.dataSync()] };
  });
}

describe('the contrast (methods page of UniS-MMC, section 4)', () => {
  const cosines = [0.9, 0.5, 0.1];
  // One pair right both, one right in one, one wrong.
  const kept = [1, 1, 0];

  test('the worked sample: loss, and slopes that add up to nothing', () => {
    const { loss, gradient } = ofCosines(cosines, kept, 0.5);
    expect(loss).toBeCloseTo(0.1304171, 5);
    [-0.16873, -0.07581, 0.24454].forEach((slope, index) => {
      expect(gradient[index]).toBeCloseTo(slope, 4);
    });
    expect(gradient.reduce((sum, slope) => sum + slope, 0)).toBeCloseTo(0, 5);
  });

  test('the temperature of the paper saturates quickly', () => {
    expect(ofCosines(cosines, kept, 0.07).loss).toBeCloseTo(1.08443e-5, 6);
  });

  test.each([
    ['none is wrong', [1, 1, 1]],
    ['all are wrong', [0, 0, 0]],
  ])('where %s it is 0 and has no gradient', (_, all) => {
    const { loss, gradient } = ofCosines(cosines, all, 0.5);
    expect(loss).toBeCloseTo(0, 6);
    gradient.forEach((slope) => {
      expect(slope).toBeCloseTo(0, 6);
    });
  });

  test('a number added to all cosines, or another order of the batch, changes nothing', () => {
    const { loss } = ofCosines(cosines, kept, 0.5);
    expect(ofCosines([1.1, 0.7, 0.3], kept, 0.5).loss).toBeCloseTo(loss, 5);
    expect(ofCosines([0.1, 0.9, 0.5], [0, 1, 1], 0.5).loss).toBeCloseTo(loss, 5);
  });

  test('pairs with a right answer are drawn together, the others apart', () => {
    const { gradient } = ofCosines([0.2, -0.4, 0.7, 0.9], [1, 0, 1, 0], 0.5);
    expect(gradient.map((slope) => Math.sign(slope))).toEqual([-1, 1, -1, 1]);
  });

  test('the form of the released code adds the logarithm of how many are in the numerator', () => {
    const { loss } = ofCosines(cosines, kept, 0.5, 'row-0');
    expect(loss).toBeCloseTo(0.1304171 + Math.log(2), 5);
    expect(ofCosines(cosines, [0, 0, 0], 0.5, 'row-0').loss).toBe(0);
  });
});

describe('of two modalities', () => {
  const a = [
    [1, 0.2],
    [0.3, 1],
    [-1, 0.5],
    [0.6, 0.6],
  ];
  const b = [
    [0.4, 1],
    [1, -0.2],
    [0.8, 0.3],
    [-0.5, 1],
  ];
  // Both right; a alone; b alone; neither.
  const right = [
    [1, 1, 0, 0],
    [1, 0, 1, 0],
  ];
  const slopesAt = (form: 'paper' | 'row-0'): readonly [readonly Numbers[], readonly Numbers[]] =>
    tf.tidy(() => {
      const grads = tf.grads((x: tf.Tensor, y: tf.Tensor) =>
        pairContrast([x as tf.Tensor2D, y as tf.Tensor2D], [tf.tensor1d(right[0]), tf.tensor1d(right[1])], {
          temperature: 0.5,
          contrastForm: form,
        }),
      )([tf.tensor2d(a), tf.tensor2d(b)]);
      return [grads[0].arraySync() as number[][], grads[1].arraySync() as number[][]] as never;
    });
  const isStill = (row: Numbers): boolean => row.every((slope) => slope === 0);

  test('the right side of a pair stays exactly where it is; where both are right or wrong, both move', () => {
    const [ofA, ofB] = slopesAt('paper');
    expect(ofA.map(isStill)).toEqual([false, true, false, false]);
    expect(ofB.map(isStill)).toEqual([false, false, true, false]);
  });

  test('is of the two encodings of each sample; as released, of the first sample’s with those of all', () => {
    const loss = (form: 'paper' | 'row-0', other: readonly Numbers[]): number =>
      tf.tidy(
        () =>
          pairContrast(
            [tf.tensor2d(other.map((row) => [...row])), tf.tensor2d(b)],
            [tf.tensor1d(right[0]), tf.tensor1d(right[1])],
            { temperature: 0.5, contrastForm: form },
          ).dataSync()[0],
      );
    const turned = a.map((row, index) => (index === 2 ? [1, 1] : row));
    expect(loss('paper', turned)).not.toBeCloseTo(loss('paper', a), 3);
    expect(loss('row-0', turned)).toBe(loss('row-0', a));
    const cosine = (x: Numbers, y: Numbers): number =>
      (x[0] * y[0] + x[1] * y[1]) / Math.hypot(...x) / Math.hypot(...y);
    const terms = b.map((row, index) => Math.exp(cosine(a[index], row) / 0.5));
    const all = terms.reduce((sum, term) => sum + term, 0);
    expect(loss('paper', a)).toBeCloseTo(-Math.log((all - terms[3]) / all), 5);
    const first = b.map((row) => Math.exp(cosine(a[0], row) / 0.5));
    const sum = first.reduce((so, term) => so + term, 0);
    expect(loss('row-0', a)).toBeCloseTo(-Math.log((sum - first[3]) / sum / 3), 5);
  });
});

describe('UniS-MMC', () => {
  const encoders: Recipe['encoders'] = {
    image: { name: 'cnn', channels: [3, 4], width: 5 },
    text: { name: 'mean-words', embedding: 4, width: 5 },
  };
  const labels = [0, 1, 2, 1];
  const choice = { name: 'unis-mmc', unimodal: true, contrast: 0.1, temperature: 0.5, contrastForm: 'paper' } as const;
  interface AskedOfModel {
    /** What training lowers, mean over the batch. */
    readonly loss: number;
    readonly logits: Numbers;
    /** Of each input's own classifier, where it has one. */
    readonly own: readonly (readonly Numbers[])[];
  }
  const asked = (fusion: Parameters<typeof built>[0]['fusion']): AskedOfModel => {
    const { network, parameters } = built({ encoders, fusion, head: mlp });
    const found = tf.tidy(() => {
      const encodings = encodingsOf(network, parameters, inputs);
      const logits = network.decide(parameters, network.fuse(parameters, encodings));
      const targets = targetsOf(
        labels.map((label) => ({ label })),
        3,
      );
      const losses = network.objective(parameters, encodings, logits, targets);
      const answers = Object.values(network.answers?.(parameters, encodings) ?? {});
      return {
        loss: tf.mean(losses).dataSync()[0],
        logits: [...logits.dataSync()],
        own: answers.map((each) => each.arraySync()),
      };
    });
    network.dispose();
    tf.dispose(Object.values(parameters));
    return found;
  };

  test('without classifiers of its inputs it is concatenation, bit for bit', () => {
    const plain = asked({ ...choice, unimodal: false, contrast: 0 });
    expect(plain).toEqual(asked({ name: 'concat' }));
    expect(asked(choice).logits).toEqual(plain.logits);
  });

  test('the classifiers add their losses, and the contrast a share of its own', () => {
    const { loss: supervised, own } = asked({ ...choice, contrast: 0 });
    expect(own).toHaveLength(2);
    // −log of what a softmax gives the label, mean over the batch.
    const losses = own.map(
      (rows) =>
        rows.reduce(
          (sum, row, at) => sum + Math.log(row.reduce((all, value) => all + Math.exp(value), 0)) - row[labels[at]],
          0,
        ) / rows.length,
    );
    expect(supervised).toBeCloseTo(asked({ name: 'concat' }).loss + losses[0] + losses[1], 5);
    const [one, two] = [1, 2].map((contrast) => asked({ ...choice, contrast }).loss);
    expect(one).toBeGreaterThan(supervised);
    expect(two - one).toBeCloseTo(one - supervised, 5);
  });
});
