import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { initBackend } from '../../../src/engine/backends/registry';
import type { FusionInput } from '../../../src/engine/models/fusions/fusion';
import { fusionOf } from '../../../src/engine/models/fusions/registry';
import { initialValues, type ParameterReader } from '../../../src/engine/models/parameters';
import { randomFrom } from '../../../src/engine/random';
import type { FusionChoice } from '../../../src/shared/recipe';
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

/** z of a fusion of three vectors, row by row, and the parameters that gave it. */
function fused(choice: FusionChoice): {
  readonly z: readonly Numbers[];
  readonly values: Readonly<Record<string, Numbers>>;
} {
  const part = fusionOf(choice).part(choice, { inputs, classes: CLASSES, head: linear });
  const values = Object.fromEntries(
    Object.entries(part.parameters).map(([name, spec]) => [
      name,
      [...initialValues(1, name, spec)].map((value, index) => value + 0.3 * noise(name, index + 1)[index]),
    ]),
  );
  return tf.tidy(() => {
    const p: ParameterReader = (name) => tf.tensor([...values[name]], [...part.parameters[name].shape]);
    const encodings = Object.fromEntries(
      inputs.map(({ modality, width }) => [
        modality,
        { form: 'vector' as const, values: tf.tensor2d([...vectors[modality]], [BATCH, width]) },
      ]),
    );
    return { z: part.apply(p, encodings).arraySync(), values };
  });
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
