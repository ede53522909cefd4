import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { heightOf, objectiveOf } from '../../../src/engine/attacks/gradient/objective';
import { initBackend } from '../../../src/engine/backends/registry';
import { randomFrom } from '../../../src/engine/random';

beforeAll(() => initBackend('wasm'));

const random = randomFrom('objective test');
const rows = Array.from({ length: 6 }, () => Float32Array.from({ length: 4 }, () => 3 * random.normal()));
const labels = rows.map((_, row) => row % 4);

describe.each(['log-odds', 'dlr'] as const)('%s', (objective) => {
  it('is the same on the device as on the host', async () => {
    const values = objectiveOf(
      objective,
      tf.stack(rows.map((row) => tf.tensor1d(row))) as tf.Tensor2D,
      tf.oneHot(tf.tensor1d(labels, 'int32'), 4, 1, 0, 'float32') as tf.Tensor2D,
    );
    (await values.data()).forEach((value, row) => {
      expect(value).toBeCloseTo(heightOf(objective, rows[row], labels[row]), 4);
    });
  });

  it('has the gradient of finite differences', async () => {
    const hot = tf.oneHot(tf.tensor1d(labels, 'int32'), 4, 1, 0, 'float32') as tf.Tensor2D;
    const gradient = tf.grad((z) => tf.sum(objectiveOf(objective, z as tf.Tensor2D, hot)))(
      tf.stack(rows.map((row) => tf.tensor1d(row))),
    );
    const own = await gradient.data();
    rows.forEach((row, index) => {
      for (let at = 0; at < 4; at += 1) {
        const moved = (by: number): number =>
          heightOf(
            objective,
            row.map((value, place) => (place === at ? value + by : value)),
            labels[index],
          );
        expect(own[index * 4 + at]).toBeCloseTo((moved(0.01) - moved(-0.01)) / 0.02, 2);
      }
    });
  });

  it('of two classes is the margin', () => {
    expect(heightOf(objective, Float32Array.of(2, -1), 0)).toBeCloseTo(-3, 12);
    expect(heightOf(objective, Float32Array.of(2, -1), 1)).toBeCloseTo(3, 12);
  });
});

it('dlr is −1 where the label leads and the third class is as low as the second, whatever the scale and the shift', () => {
  for (const scale of [0.01, 1, 1000]) {
    expect(heightOf('dlr', Float32Array.of(scale + 7, 7, 7), 0)).toBeCloseTo(-1, 4);
  }
});
