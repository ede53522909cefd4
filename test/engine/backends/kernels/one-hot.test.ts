import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { initBackend } from '../../../../src/engine/backends/registry';
import { expectSame } from './both-backends';
import { subjectBackend } from '../../../support/subject-backend';

it.each(['int32', 'float32'] as const)(
  'one-hot rows are right as %s, out-of-range indices give none',
  async (dtype) => {
    await expectSame(() => [tf.oneHot(tf.tensor1d([0, 2, 1, 3, -1], 'int32'), 3, 1, 0, dtype)]);
  },
);

it('a float row holds ones, not the bits of whole numbers', async () => {
  await initBackend(subjectBackend());
  const rows = tf.oneHot(tf.tensor1d([1], 'int32'), 2, 1, 0, 'float32');
  expect(Array.from(await rows.data())).toEqual([0, 1]);
  rows.dispose();
});
