import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { initBackend } from '../../../../src/engine/backends/registry';
import type { ToldGraph } from '../../../../src/engine/models/imported/tensor-graph';
import { outlineOf } from '../../../../src/engine/models/imported/outline';
import { openTfjs } from '../../../../src/engine/models/imported/tfjs/open';
import { randomFrom } from '../../../../src/engine/random';
import {
  constant,
  drawnWeight,
  graphArtifacts,
  listOf,
  operator,
  placeholder,
  twoInputs,
  windowed,
} from '../../../support/tfjs-graph';
import { slopes, worst } from '../finite-differences';
import { kept } from './kept-models';

beforeAll(() => initBackend('wasm'));

const open = (artifacts: tf.io.ModelArtifacts): Promise<ToldGraph> =>
  openTfjs(kept(artifacts, 'graph-model'), 'model.json');

function samples(): { readonly image: tf.Tensor; readonly ids: tf.Tensor } {
  const random = randomFrom('samples of a graph');
  return {
    image: tf.tensor(Float32Array.from({ length: 216 }, () => random.normal()), [2, 6, 6, 3]), // prettier-ignore
    ids: tf.tensor2d([1, 2, 3, 8, 0, 4, 5, 6, 7, 0], [2, 5], 'int32'),
  };
}

/** The same, operator by operator, of parts that nothing is fused in. */
function byHand(artifacts: tf.io.ModelArtifacts, { image, ids }: ReturnType<typeof samples>): tf.Tensor {
  const w = tf.io.decodeWeights(artifacts.weightData!, artifacts.weightSpecs!);
  const conv = tf.relu6(tf.add(tf.conv2d(image as tf.Tensor4D, w.w1 as tf.Tensor4D, 2, 'same'), w.b1));
  const deep = tf.relu(tf.add(tf.depthwiseConv2d(conv as tf.Tensor4D, w.wd as tf.Tensor4D, 1, 'same'), w.bd));
  const norm = tf.add(tf.mul(tf.div(tf.sub(deep, w.mean), tf.sqrt(tf.add(w.variance, 0.001))), w.scale), w.offset);
  const flat = tf.reshape(tf.avgPool(norm as tf.Tensor4D, 3, 1, 'same'), [2, 36]);
  const read = tf.mean(tf.gather(w.table, ids), 1);
  const z = tf.relu(tf.add(tf.matMul(tf.concat([flat, read], 1) as tf.Tensor2D, w.w2 as tf.Tensor2D), w.b2));
  return tf.softmax(tf.add(tf.matMul(z as tf.Tensor2D, w.w3 as tf.Tensor2D), w.b3));
}

describe('a graph of fused operators on wasm', () => {
  test('tells its inputs, its tensors and where it can be cut', async () => {
    const graph = await open(twoInputs());
    const outline = await outlineOf(graph);
    expect(outline.signature).toEqual({
      inputs: [
        { name: 'image', type: 'float32', shape: [null, 6, 6, 3] },
        { name: 'ids', type: 'int32', shape: [null, 5] },
      ],
      outputs: [{ name: 'probabilities', type: 'float32', shape: [null, 2] }],
    });
    expect(outline.differentiable).toEqual({ possible: true, reason: null });
    expect(graph.lookups).toMatchObject([{ input: 'ids', tensor: 'words', masksZero: false }]);
    expect(outline.nodes.find(({ name }) => name === 'pool')).toEqual({
      name: 'pool',
      operator: 'AvgPool',
      shape: [null, 3, 3, 4],
      isCut: false,
    });
    expect(outline.nodes.filter(({ isCut }) => isCut).map(({ name }) => name)).toEqual(['both', 'z', 'logits']);
  });

  test('answers as its operators do one by one, whole and in two parts', async () => {
    const artifacts = twoInputs();
    const graph = await open(artifacts);
    const given = samples();
    const [answer] = graph.run(given, ['probabilities']);
    const wanted = byHand(artifacts, given).dataSync();
    answer.dataSync().forEach((value, at) => {
      expect(value).toBeCloseTo(wanted[at], 5);
    });
    const [z] = graph.run(given, ['z']);
    expect(graph.run({ z }, ['probabilities'])[0].dataSync()).toEqual(answer.dataSync());
  });

  test('passes gradients to its picture and to what words are looked up to', async () => {
    const graph = await open(twoInputs());
    const given = samples();
    const of = (more: Readonly<Record<string, tf.Tensor>>): tf.Scalar =>
      tf.sum(tf.mul(tf.log(graph.run({ ...given, ...more }, ['probabilities'])[0]), tf.tensor2d([[1, 0.3]])));
    const image = slopes((moved) => of({ image: moved }), given.image, 3, 'image');
    expect(worst(image)).toBeLessThan(1);
    const [words] = graph.run(given, ['words']);
    const text = slopes((moved) => of({ words: moved }), words, 3, 'words');
    expect(worst(text)).toBeLessThan(1);
    for (const found of [image, text]) {
      expect(Math.max(...found.map(({ measured }) => Math.abs(measured)))).toBeGreaterThan(0.003);
    }
  });

  test('leaves no tensor', async () => {
    const once = async (): Promise<number> => {
      const graph = await open(twoInputs());
      await outlineOf(graph);
      graph.dispose();
      return tf.memory().numTensors;
    };
    const first = await once();
    expect(await once()).toBe(first);
  });

  test('with an operator that nobody knows is not run', async () => {
    const strange = graphArtifacts([placeholder('x', [-1, 3]), operator('y', 'MyOwnOperator', ['x'])], []);
    await expect(open(strange)).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('MyOwnOperator') as unknown,
    });
  });

  test('that convolves with gaps passes no gradient, which is told', async () => {
    const gaps = windowed(1, 'SAME', { dilations: listOf([1, 2, 2, 1]) });
    const dilated = graphArtifacts(
      [placeholder('x', [-1, 6, 6, 1]), constant('w'), operator('y', 'Conv2D', ['x', 'w'], gaps)],
      [drawnWeight('w', [3, 3, 1, 2])],
    );
    const { differentiable } = await outlineOf(await open(dilated));
    expect(differentiable.possible).toBe(false);
    expect(differentiable.reason).toContain('dilation');
  });
});
