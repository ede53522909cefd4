import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { initBackend } from '../../../../src/engine/backends/registry';
import { inTensors } from './run-graph';

beforeAll(() => initBackend('cpu'));

it('halves are rounded to even numbers on the host, as in tensors', () => {
  const halves = [-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5, 0.4, 0.6, -1.2];
  const even = [-2, -2, 0, 0, 2, 2, 4, 0, 1, -1];
  const model = {
    inputs: [{ name: 'x', type: 'float32', shape: ['n', halves.length] }],
    outputs: [{ name: 'y', type: 'float32', shape: ['n', halves.length] }],
    // Of the graph alone: it lies on the host.
    weights: [{ name: 'halves', shape: [halves.length], data: Float32Array.from(halves) }],
    nodes: [
      { type: 'Round', inputs: ['halves'], outputs: ['rounded'] },
      { type: 'Add', inputs: ['x', 'rounded'], outputs: ['y'] },
    ],
  } as const;
  const graph = inTensors(model);
  const { y } = graph.run({ x: tf.zeros([1, halves.length]) });
  expect([...y.dataSync()]).toEqual(even);
  graph.dispose();
});
