import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { initBackend } from '../../../src/engine/backends/registry';
import type { Encodings } from '../../../src/engine/models/fused-model';
import { pairContrast } from '../../../src/engine/models/fusions/pair-contrast';
import type { Parameters } from '../../../src/engine/models/parameters';
import { targetsOf } from '../../../src/engine/models/targets';
import type { Recipe } from '../../../src/shared/recipe/recipe';
import type { UnisMmcChoice } from '../../../src/shared/recipe/fusions';
import type { z } from 'zod';
import { slopes, worst } from './finite-differences';
import { built, CLASSES, linear, modalities, type Built } from './tiny';

beforeAll(() => initBackend('cpu'));

type Matrix = readonly (readonly number[])[];

const WIDTH = 5;
const ids = ['audio', 'image', 'text'] as const;
const pairs = [
  ['audio', 'image'],
  ['audio', 'text'],
  ['image', 'text'],
] as const;
const choice = {
  ...{ name: 'unis-mmc', unimodal: true, contrast: 0.3, temperature: 0.5, contrastForm: 'paper' },
} as const satisfies z.infer<typeof UnisMmcChoice>;

/** Which input is right in which sample: all, two, one, none; each is once the only one. */
const right: Readonly<Record<string, readonly boolean[]>> = {
  audio: [true, true, true, false, false, false],
  image: [true, true, false, true, false, false],
  text: [true, false, false, false, true, false],
};
const labels = [0, 1, 2, 1, 0, 2];

/** A class's logit is a unit of the encoding: that of the label stands out where the input is to be right, another's where not. */
const encoded: Readonly<Record<string, Matrix>> = Object.fromEntries(
  ids.map((id, at) => [
    id,
    labels.map((label, row) =>
      Array.from({ length: WIDTH }, (_, unit) => {
        const raised = right[id][row] ? label : (label + 1) % CLASSES;
        return 0.5 * Math.sin(1 + 2 * at + 5 * row + 3 * unit) + (unit === raised ? 1.5 : 0);
      }),
    ),
  ]),
);
const logits = labels.map((_, row) => Array.from({ length: CLASSES }, (__, k) => Math.cos(2 * row + 3 * k)));

function prepared(fusion: Recipe['fusion']): Built {
  const image: Recipe['encoders'][string] = { name: 'cnn', channels: [2], width: WIDTH };
  const recipe: Recipe = {
    encoders: { audio: image, image, text: { name: 'mean-words', embedding: 4, width: WIDTH } },
    fusion,
    head: linear,
  };
  const { network, parameters } = built(recipe, { audio: modalities.image, ...modalities });
  const kernel = Array.from({ length: WIDTH }, (_, unit) =>
    Array.from({ length: CLASSES }, (__, k) => Number(unit === k)),
  );
  const own: Parameters = Object.fromEntries(
    ids.flatMap((id) => [
      [`fusion/${id}/dense/kernel`, tf.tensor2d(kernel)],
      [`fusion/${id}/dense/bias`, tf.zeros([CLASSES])],
    ]),
  );
  return { network, parameters: { ...parameters, ...own } };
}

const vectors = (values: readonly tf.Tensor[]): Encodings =>
  Object.fromEntries(ids.map((id, at) => [id, { form: 'vector', values: values[at] as tf.Tensor2D }] as const));
const start = (): tf.Tensor2D[] => ids.map((id) => tf.tensor2d(encoded[id].map((row) => [...row])));

/** Mean over the batch of what training lowers, of the encodings. */
const objectiveOf =
  ({ network, parameters }: Built) =>
  (...values: tf.Tensor[]): tf.Scalar =>
    tf.mean(
      network.objective(
        parameters,
        vectors(values),
        tf.tensor2d(logits),
        targetsOf(
          labels.map((label) => ({ label })),
          CLASSES,
        ),
      ),
    );

function within<Value extends tf.TensorContainer>(fusion: Recipe['fusion'], found: (model: Built) => Value): Value {
  return tf.tidy(() => {
    const model = prepared(fusion);
    const value = found(model);
    model.network.dispose();
    return value;
  });
}

const crossEntropy = (rows: Matrix): number =>
  rows.reduce((sum, row, at) => sum + Math.log(row.reduce((all, x) => all + Math.exp(x), 0)) - row[labels[at]], 0) /
  rows.length;

const term = (a: readonly number[], b: readonly number[]): number =>
  Math.exp(a.reduce((sum, x, at) => sum + x * b[at], 0) / Math.hypot(...a) / Math.hypot(...b) / choice.temperature);

/** Equation 2 of two inputs. */
function contrastByHand(a: string, b: string): number {
  const terms = labels.map((_, row) => term(encoded[a][row], encoded[b][row]));
  const kept = terms.filter((_, row) => right[a][row] || right[b][row]);
  const sum = (all: readonly number[]): number => all.reduce((so, each) => so + each, 0);
  return Math.log(sum(terms)) - Math.log(sum(kept));
}

describe('what UniS-MMC lowers, of three inputs', () => {
  test('is equations 1 to 5: a loss of the head and of every classifier, and λ times the contrast of every pair', () => {
    const found = within(choice, (model) => objectiveOf(model)(...start()).dataSync()[0]);
    const supervised = [logits, ...ids.map((id) => encoded[id].map((row) => row.slice(0, CLASSES)))]
      .map(crossEntropy)
      .reduce((sum, each) => sum + each, 0);
    const contrasts = pairs.map(([a, b]) => contrastByHand(a, b));
    contrasts.forEach((each) => {
      expect(each).toBeGreaterThan(0.1);
    });
    expect(found).toBeCloseTo(supervised + choice.contrast * contrasts.reduce((sum, each) => sum + each, 0), 5);
  });

  test('moves an input by the contrast exactly where in some pair it is not the one that is right alone', () => {
    const slopesOf = (contrast: number): number[][][] =>
      within({ ...choice, contrast }, (model) =>
        tf
          .grads(objectiveOf(model))(start())
          .map((each) => each.arraySync() as number[][]),
      );
    const [plain, contrasted] = [slopesOf(0), slopesOf(1)];
    const stays = ids.map((_, at) =>
      labels.map((__, row) => contrasted[at][row].every((slope, unit) => slope === plain[at][row][unit])),
    );
    // Right alone of all three, an input stays; of two that are right, each still moves with the other.
    expect(stays).toEqual([
      [false, false, true, false, false, false],
      [false, false, false, true, false, false],
      [false, false, false, false, true, false],
    ]);
  });
});

describe('slopes against differences, where nothing is held still', () => {
  const rows = (values: readonly boolean[]): tf.Tensor1D => tf.tensor1d(values.map(Number));
  const largest = (found: ReturnType<typeof slopes>): number =>
    Math.max(...found.map(({ measured }) => Math.abs(measured)));

  test.each([
    ['paper', 'first'],
    ['paper', 'second'],
    ['row-0', 'first'],
    ['row-0', 'second'],
  ] as const)('of a pair, in the form %s, for the %s of the two', (contrastForm, side) => {
    tf.tidy(() => {
      const [moving, , other] = start();
      // Never right alone, the one that moves is held in no sample; the other is, in two.
      const [own, others] = [
        rows([true, false, false, false, true, false]),
        rows([true, true, false, false, true, true]),
      ];
      const settings = { temperature: 0.5, contrastForm };
      const f = (x: tf.Tensor): tf.Scalar =>
        side === 'first'
          ? pairContrast([x as tf.Tensor2D, other], [own, others], settings)
          : pairContrast([other, x as tf.Tensor2D], [others, own], settings);
      const found = slopes(f, moving, 4, `pair ${contrastForm} ${side}`);
      expect(worst(found)).toBeLessThan(1);
      expect(largest(found)).toBeGreaterThan(0.02);
    });
  });

  test.each(ids)('of the objective, for the encodings of %s', (id) => {
    within({ ...choice, contrast: 1 }, (model) => {
      const all = start();
      const moves = labels.map((_, row) => !right[id][row] || ids.every((other) => right[other][row]));
      const mask = tf.expandDims(rows(moves), 1);
      const f = (x: tf.Tensor): tf.Scalar =>
        objectiveOf(model)(...all.map((own, at) => (ids[at] === id ? tf.add(own, tf.mul(x, mask)) : own)));
      const found = slopes(f, tf.zeros([labels.length, WIDTH]), 4, `objective ${id}`);
      expect(worst(found)).toBeLessThan(1);
      expect(largest(found)).toBeGreaterThan(0.02);
    });
  });

  test.each(ids)('of the objective, for the classifier of %s', (id) => {
    within({ ...choice, contrast: 1 }, ({ network, parameters }) => {
      for (const name of [`fusion/${id}/dense/kernel`, `fusion/${id}/dense/bias`]) {
        const f = (x: tf.Tensor): tf.Scalar =>
          objectiveOf({ network, parameters: { ...parameters, [name]: x } })(...start());
        const found = slopes(f, parameters[name], 4, `objective ${name}`);
        expect(worst(found), name).toBeLessThan(1);
        expect(largest(found), name).toBeGreaterThan(0.02);
      }
    });
  });
});
