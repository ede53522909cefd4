import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { initBackend } from '../../../src/engine/backends/registry';
import type { Encodings } from '../../../src/engine/models/fused-model';
import type { FusionInput, FusionPart } from '../../../src/engine/models/fusions/fusion';
import { fusionOf } from '../../../src/engine/models/fusions/registry';
import { orthonormalRows } from '../../../src/engine/models/orthonormal';
import { initialValues, type ParameterReader } from '../../../src/engine/models/parameters';
import { randomFrom } from '../../../src/engine/random';
import type { FusionChoice } from '../../../src/shared/recipe/fusions';
import { linear } from './tiny';

beforeAll(() => initBackend('cpu'));

const CLASSES = 3;
const BATCH = 2;
const inputs: readonly FusionInput[] = [
  { modality: 'image', width: 3 },
  { modality: 'text', width: 2 },
  { modality: 'sound', width: 4 },
];
const vectors = Object.fromEntries(
  inputs.map(({ modality, width }) => [modality, noise(`h ${modality}`, BATCH * width)]),
);

type Numbers = readonly number[];

function noise(key: string, count: number): Numbers {
  const random = randomFrom('fusions', key);
  return Array.from({ length: count }, () => random.normal());
}

interface Prepared {
  readonly part: FusionPart;
  /** Parameters by name. */
  readonly values: Readonly<Record<string, Numbers>>;
  readonly read: ParameterReader;
  /** On the device; disposed of by a tidy. */
  readonly encodings: () => Encodings;
}

/** A fusion of three vectors with random parameters. */
function prepared(choice: FusionChoice): Prepared {
  const part = fusionOf(choice).part(choice, { inputs, classes: CLASSES, head: linear });
  const values = Object.fromEntries(
    Object.entries(part.parameters).map(([name, spec]) => [
      name,
      [...initialValues(1, name, spec)].map((value, index) => value + 0.3 * noise(name, index + 1)[index]),
    ]),
  );
  return {
    part,
    values,
    read: (name) => tf.tensor([...values[name]], [...part.parameters[name].shape]),
    encodings: () =>
      Object.fromEntries(
        inputs.map(({ modality, width }) => [
          modality,
          { form: 'vector' as const, values: tf.tensor2d([...vectors[modality]], [BATCH, width]) },
        ]),
      ),
  };
}

/** z row by row, and the parameters that gave it. */
function fused(choice: FusionChoice): Pick<Prepared, 'values'> & { readonly z: readonly Numbers[] } {
  const { part, values, read, encodings } = prepared(choice);
  return { z: tf.tidy(() => part.apply(read, encodings()).arraySync()), values };
}

/** Row `row` of x W + b. */
function dense(kernel: Numbers, bias: Numbers, x: Numbers): Numbers {
  return bias.map((start, column) =>
    x.reduce((sum, value, index) => sum + value * kernel[index * bias.length + column], start),
  );
}

const rowOf = (modality: string, row: number, width: number): Numbers =>
  vectors[modality].slice(row * width, (row + 1) * width);

function expectClose(found: readonly Numbers[], expected: readonly Numbers[]): void {
  expect(found.flat()).toHaveLength(expected.flat().length);
  found.flat().forEach((value, index) => {
    expect(value).toBeCloseTo(expected.flat()[index], 4);
  });
}

test('gated: the sum of each modality’s tanh, weighted by a gate that sees all of them', () => {
  const { z, values } = fused({ name: 'gated', width: 5 });
  const expected = [0, 1].map((row) => {
    const all = inputs.flatMap(({ modality, width }) => rowOf(modality, row, width));
    const parts = inputs.map(({ modality, width }) => {
      const gate = dense(values[`${modality}/gate/kernel`], values[`${modality}/gate/bias`], all);
      const value = dense(
        values[`${modality}/value/kernel`],
        values[`${modality}/value/bias`],
        rowOf(modality, row, width),
      );
      return value.map((one, index) => Math.tanh(one) / (1 + Math.exp(-gate[index])));
    });
    return parts[0].map((_, index) => parts.reduce((sum, part) => sum + part[index], 0));
  });
  expectClose(z, expected);
});

test('low-rank tensor: as the full weight tensor reads the outer product of all encodings with a one appended', () => {
  const width = 2;
  const rank = 3;
  const { z, values } = fused({ name: 'low-rank-tensor', width, rank });
  /** Weight of entry `entry` of [h; 1] of a modality, in factor `r`, for output `column`. */
  const factor = (modality: string, entry: number, r: number, column: number): number => {
    const bias = values[`${modality}/bias`];
    const place = r * width + column;
    const kernel = values[`${modality}/kernel`];
    return entry * bias.length < kernel.length ? kernel[entry * bias.length + place] : bias[place];
  };
  const expected = [0, 1].map((row) => {
    const [a, b, c] = inputs.map((input) => [...rowOf(input.modality, row, input.width), 1]);
    return Array.from({ length: width }, (_, column) => {
      let sum = values.bias[column];
      a.forEach((x, i) => {
        b.forEach((y, j) => {
          c.forEach((v, k) => {
            for (let r = 0; r < rank; r += 1) {
              const weight =
                factor('image', i, r, column) * factor('text', j, r, column) * factor('sound', k, r, column);
              sum += weight * x * y * v;
            }
          });
        });
      });
      return sum;
    });
  });
  expectClose(z, expected);
});

describe('qmf', () => {
  const model = prepared({ name: 'qmf', rank: 2, rankForm: 'slack' });
  const logSumExp = (logits: Numbers): number => Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0));
  const softmax = (logits: Numbers): Numbers => logits.map((logit) => Math.exp(logit - logSumExp(logits)));
  const label = (row: number): number => (row + 1) % CLASSES;
  const oneHot = (row: number): Numbers => Array.from({ length: CLASSES }, (_, k) => Number(k === label(row)));
  const logitsOf = (modality: string, width: number, row: number): Numbers =>
    dense(
      model.values[`${modality}/dense/kernel`],
      model.values[`${modality}/dense/bias`],
      rowOf(modality, row, width),
    );
  /** Per row: logits and confidence of each modality, and what they come to. */
  const rows = [0, 1].map((row) => {
    const parts = inputs.map(({ modality, width }) => {
      const logits = logitsOf(modality, width, row);
      return { logits, confidence: 0.1 * logSumExp(logits) };
    });
    const z = parts[0].logits.map((_, k) => parts.reduce((sum, one) => sum + one.confidence * one.logits[k], 0));
    return { parts, z };
  });
  const labels = (): tf.Tensor2D => tf.tensor2d([0, 1].map((row) => [...oneHot(row)]));

  test('weights the logits of each modality by a tenth of their logsumexp', () => {
    expectClose(
      tf.tidy(() => model.part.apply(model.read, model.encodings()).arraySync()),
      rows.map(({ z }) => z),
    );
  });

  test('trains the decision and every modality', () => {
    const losses = tf.tidy(() => [
      ...model.part.objective!(model.read, model.encodings(), labels(), labels()).dataSync(),
    ]);
    const expected = rows.map(({ parts, z }, row) =>
      [z, ...parts.map(({ logits }) => logits)].reduce(
        (sum, logits) => sum + logSumExp(logits) - logits[label(row)],
        0,
      ),
    );
    expectClose([losses], [expected]);
  });

  test('ranks neighbours by what each has lost, of every modality, as strongly as chosen', () => {
    // Of two rows each is the neighbour of the other; κ of the first modality differ by 0.2, of the others they are alike.
    const standings = [
      [0.9, 0.5, 0.5],
      [0.7, 0.5, 0.5],
    ];
    const [first, second] = rows.map(({ parts }) => parts[0].confidence);
    const expected = (2 * (Math.max(0, first - second - 0.2) + Math.max(0, first - second - 0.2))) / 2;
    const { found, losses } = tf.tidy(() => {
      const ranked = model.part.ranking!(model.read, model.encodings(), labels(), tf.tensor2d(standings));
      return { found: ranked.penalty.dataSync()[0], losses: ranked.losses.arraySync() };
    });
    expect(found).toBeCloseTo(expected, 5);
    expectClose(
      losses,
      rows.map(({ parts }, row) => parts.map(({ logits }) => logSumExp(logits) - logits[label(row)])),
    );
  });

  test('detaches the weights in training, and in training only', () => {
    const gradientOf = (loss: (p: ParameterReader) => tf.Tensor): number[] => {
      const name = 'image/dense/bias';
      const bias = tf.tensor1d([...model.values[name]]);
      return [
        ...tf
          .grad((x) => tf.sum(loss((asked) => (asked === name ? x : model.read(asked)))))(bias)
          .dataSync(),
      ];
    };
    const sumOfRows = (each: (row: number) => Numbers): Numbers => each(0).map((value, k) => value + each(1)[k]);
    // With constant weights the gradient for a bias is that of two softmax regressions.
    const expected = sumOfRows((row) => {
      const { parts, z } = rows[row];
      const [{ logits, confidence }] = parts;
      return oneHot(row).map((one, k) => confidence * (softmax(z)[k] - one) + softmax(logits)[k] - one);
    });
    expectClose(
      [tf.tidy(() => gradientOf((p) => model.part.objective!(p, model.encodings(), labels(), labels())))],
      [expected],
    );
    // Of the decision itself, dz_k/dbias_j = c [k = j] + f_k softmax_j / 10: what an attack follows.
    const through = sumOfRows((row) => {
      const [{ logits, confidence }] = rows[row].parts;
      const sum = logits.reduce((total, logit) => total + logit, 0);
      return softmax(logits).map((share) => confidence + 0.1 * share * sum);
    });
    expectClose([tf.tidy(() => gradientOf((p) => model.part.apply(p, model.encodings())))], [through]);
  });
});

describe('crmt', () => {
  const rho = 3;
  const model = prepared({ name: 'crmt', margin: rho, integration: 0, orthogonal: true });
  const label = (row: number): number => (row + 1) % CLASSES;
  const labels = (): tf.Tensor2D =>
    tf.tensor2d([0, 1].map((row) => Array.from({ length: CLASSES }, (_, k) => Number(k === label(row)))));
  /** s^(m) of each modality, by the rows that the layer makes of its free kernel. */
  const scoresOf = (row: number): readonly Numbers[] =>
    inputs.map(({ modality, width }) => {
      const rows = tf.tidy(() =>
        orthonormalRows(model.read(`${modality}/kernel`) as tf.Tensor2D).arraySync(),
      ) as readonly Numbers[];
      const features = rowOf(modality, row, width);
      return rows.map((own) => own.reduce((sum, value, d) => sum + value * features[d], 0));
    });
  const logitsOf = (row: number): Numbers =>
    model.values.bias.map((bias, k) =>
      scoresOf(row).reduce((sum, own, m) => sum + model.values[`${inputs[m].modality}/weight`][k] * own[k], bias),
    );

  test('weighs what each modality says for each class, and adds one bias', () => {
    expectClose(
      tf.tidy(() => model.part.apply(model.read, model.encodings()).arraySync()),
      [0, 1].map(logitsOf),
    );
  });

  test('training adds what is missing at the margins, the modalities’ sum inside the logarithm', () => {
    const losses = tf.tidy(() => [
      ...model.part.objective!(model.read, model.encodings(), labels(), labels()).dataSync(),
    ]);
    const expected = [0, 1].map((row) => {
      const y = label(row);
      const logits = logitsOf(row);
      const crossEntropy = Math.log(logits.reduce((sum, h) => sum + Math.exp(h), 0)) - logits[y];
      const missing = scoresOf(row).reduce(
        (sum, s) => sum + s.reduce((own, each) => own + Math.exp(each) * Math.exp(-s[y]), 0) - 1,
        0,
      );
      return crossEntropy + rho * Math.log(missing + 1e-5);
    });
    expectClose([losses], [expected]);
  });

  test('without the margins trains by the cross-entropy of the decision alone', () => {
    expect(prepared({ name: 'crmt', margin: 0, integration: 0, orthogonal: true }).part.objective).toBeUndefined();
  });

  test('scores that lie far apart give finite losses', () => {
    const far = (name: string): tf.Tensor => tf.mul(model.read(name), name.endsWith('kernel') ? 1 : 1000);
    const encodings = (): Encodings =>
      Object.fromEntries(
        Object.entries(model.encodings()).map(([id, encoding]) => [
          id,
          { form: 'vector' as const, values: tf.mul<tf.Tensor2D>(encoding.values as tf.Tensor2D, 1000) },
        ]),
      );
    const losses = tf.tidy(() => [...model.part.objective!(far, encodings(), labels(), labels()).dataSync()]);
    expect(losses.every(Number.isFinite)).toBe(true);
  });

  test('its head of two layers is one hidden layer per modality, below the orthonormal rows', () => {
    const part = fusionOf({ name: 'crmt', margin: 2, integration: 0, orthogonal: true }).part(
      { name: 'crmt', margin: 2, integration: 0, orthogonal: true },
      { inputs, classes: CLASSES, head: { name: 'mlp', hidden: 6 } },
    );
    expect(part.parameters['image/kernel'].shape).toEqual([CLASSES, 6]);
    expect(part.parameters['image/hidden/kernel'].shape[1]).toBe(6);
  });
});
