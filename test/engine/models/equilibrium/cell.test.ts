import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { initBackend } from '../../../../src/engine/backends/registry';
import { applied, pulledBack, type Cell } from '../../../../src/engine/models/equilibrium/cell';
import { jacobianPenalty } from '../../../../src/engine/models/equilibrium/jacobian-penalty';
import { randomFrom } from '../../../../src/engine/random';
import { slopes, worst } from '../finite-differences';

beforeAll(() => initBackend('wasm'));

const COUNT = 2;
const BATCH = 2;
const WIDTH = 12;

function noise(key: string, shape: readonly number[], deviation = 1, mean = 0): tf.Tensor {
  const random = randomFrom('cell', key);
  const size = shape.reduce((product, side) => product * side, 1);
  return tf.tensor(
    Array.from({ length: size }, () => mean + deviation * random.normal()),
    [...shape],
  );
}

const layer = (key: string, shape: readonly number[], bias: readonly number[]): Cell['first'] => ({
  kernel: noise(`${key} kernel`, shape, 0.3),
  bias: noise(`${key} bias`, bias, 0.3),
});
const norm = (key: string, layers: number): Cell['fusedNorm'] => ({
  gain: noise(`${key} gain`, [layers, 1, WIDTH], 0.2, 1),
  bias: noise(`${key} bias`, [layers, 1, WIDTH], 0.2),
});
const cell = (): Cell => ({
  first: layer('first', [COUNT, WIDTH, WIDTH], [COUNT, 1, WIDTH]),
  second: layer('second', [COUNT, WIDTH, WIDTH], [COUNT, 1, WIDTH]),
  norms: [norm('1', COUNT), norm('2', COUNT), norm('3', COUNT)],
  gate: layer('gate', [WIDTH, WIDTH], [WIDTH]),
  combine: layer('combine', [WIDTH, WIDTH], [WIDTH]),
  fusedNorm: norm('fused', 1),
  features: noise('features', [COUNT, BATCH, WIDTH]) as tf.Tensor3D,
  fusedFeatures: noise('fused features', [BATCH, WIDTH]) as tf.Tensor2D,
});
const state = (): tf.Tensor3D => noise('state', [COUNT + 1, BATCH, WIDTH]) as tf.Tensor3D;

test('a vector pulled back is the library’s own gradient of the map', () => {
  tf.tidy(() => {
    const parts = cell();
    const y = noise('y', [COUNT + 1, BATCH, WIDTH]) as tf.Tensor3D;
    const expected = tf
      .grad((z) => applied(parts, z as tf.Tensor3D).values)(state(), y)
      .dataSync();
    const found = pulledBack(applied(parts, state()).slope(), y).dataSync();
    expect(Math.max(...expected.map(Math.abs))).toBeGreaterThan(0.5);
    found.forEach((value, index) => {
      expect(value).toBeCloseTo(expected[index], 4);
    });
  });
});

test('the penalty is the squared Jacobian per sample and unit in the mean', () => {
  tf.tidy(() => {
    const slope = applied(cell(), state()).slope();
    const shape = [COUNT + 1, BATCH, WIDTH] as const;
    const size = shape[0] * shape[1] * shape[2];
    // Row by row of J: the sum of all squares is exact.
    let squares = 0;
    for (let unit = 0; unit < size; unit += 1) {
      const one = tf.tensor3d(
        Float32Array.from({ length: size }, (_, at) => Number(at === unit)),
        [...shape],
      );
      squares += tf.tidy(() => tf.sum(tf.square(pulledBack(slope, one))).dataSync()[0]);
    }
    const exact = squares / size;
    const draws = Array.from({ length: 400 }, (_, draw) =>
      tf.tidy(() => jacobianPenalty(slope, shape, randomFrom('draw', draw)).dataSync()[0]),
    );
    const mean = draws.reduce((sum, value) => sum + value, 0) / draws.length;
    const deviation = Math.sqrt(draws.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (draws.length - 1));
    expect(Math.abs(mean - exact)).toBeLessThan((3 * deviation) / Math.sqrt(draws.length));
    // Narrow enough to notice a factor that is left out.
    expect(deviation / Math.sqrt(draws.length)).toBeLessThan(0.05 * exact);
  });
});

/** A cell of which one tensor is another one. */
const replaced: Readonly<Record<string, (x: tf.Tensor) => Partial<Cell>>> = {
  'first/kernel': (kernel) => ({ first: { ...cell().first, kernel } }),
  'second/bias': (bias) => ({ second: { ...cell().second, bias } }),
  'gate/kernel': (kernel) => ({ gate: { ...cell().gate, kernel } }),
  'combine/kernel': (kernel) => ({ combine: { ...cell().combine, kernel } }),
  'fusedNorm/gain': (gain) => ({ fusedNorm: { ...cell().fusedNorm, gain } }),
  features: (features) => ({ features: features as tf.Tensor3D }),
};

test.each(Object.keys(replaced))('the penalty has the gradient for %s that it rises by', (name) => {
  const [part, tensor] = name.split('/');
  const own = cell()[part as keyof Cell] as tf.Tensor | Readonly<Record<string, tf.Tensor>>;
  const start = own instanceof tf.Tensor ? own : own[tensor];
  const f = (x: tf.Tensor): tf.Scalar => {
    const { slope } = applied({ ...cell(), ...replaced[name](x) }, state());
    return tf.mul(jacobianPenalty(slope(), [COUNT + 1, BATCH, WIDTH], randomFrom('probe')), 10);
  };
  const found = slopes(f, start, 3, name);
  expect(worst(found)).toBeLessThan(1);
  expect(Math.max(...found.map(({ measured }) => Math.abs(measured)))).toBeGreaterThan(0.01);
});
