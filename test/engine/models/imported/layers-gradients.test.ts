import * as tf from '@tensorflow/tfjs-core';
import type * as Layers from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, test } from 'vitest';
import { initBackend } from '../../../../src/engine/backends/registry';
import type { ToldGraph } from '../../../../src/engine/models/imported/tensor-graph';
import { layersLibrary } from '../../../../src/engine/models/imported/tfjs/library';
import { openTfjs } from '../../../../src/engine/models/imported/tfjs/open';
import { outlineOf } from '../../../../src/engine/models/imported/outline';
import { randomFrom } from '../../../../src/engine/random';
import { slopes, worst } from '../finite-differences';
import { keptLayers } from './kept-models';

beforeAll(() => initBackend('wasm'));

const tfl = await layersLibrary();
const { layers } = tfl;
type Layer = Layers.layers.Layer;
type Build = (input: Layers.SymbolicTensor) => Layers.SymbolicTensor;

const apply = (layer: Layer, to: Layers.SymbolicTensor | Layers.SymbolicTensor[]): Layers.SymbolicTensor =>
  layer.apply(to) as Layers.SymbolicTensor;
const one =
  (layer: Layer): Build =>
  (input) =>
    apply(layer, input);
/** Two ways that a layer joins. */
const joined =
  (layer: Layer): Build =>
  (input) =>
    apply(layer, [apply(layers.dense({ units: 4 }), input), apply(layers.dense({ units: 4 }), input)]);

// The beginning of weights is drawn anew by the test; this one needs no library for matrices.
const cell = { units: 4, recurrentInitializer: 'glorotNormal' } as const;
const activations = [
  ...(['elu', 'relu', 'relu6', 'selu', 'sigmoid', 'hardSigmoid', 'softmax', 'softplus', 'softsign', 'tanh'] as const),
  ...(['linear', 'swish', 'mish', 'gelu'] as const),
] as const;

const cases: readonly (readonly [title: string, shape: readonly number[], build: Build])[] = [
  ...activations.map((activation) => [`Activation ${activation}`, [5], one(layers.activation({ activation }))] as const), // prettier-ignore
  ['Dense', [5], one(layers.dense({ units: 4, activation: 'relu' }))],
  ['Conv1D', [8, 3], one(layers.conv1d({ filters: 4, kernelSize: 3, padding: 'same', activation: 'relu' }))],
  ['Conv2D', [6, 6, 3], one(layers.conv2d({ filters: 4, kernelSize: 3, activation: 'relu' }))],
  ['Conv2D, stride 2', [7, 6, 3], one(layers.conv2d({ filters: 4, kernelSize: [3, 2], strides: 2, padding: 'same', activation: 'relu6' }))], // prettier-ignore
  ['Conv2DTranspose', [4, 4, 3], one(layers.conv2dTranspose({ filters: 4, kernelSize: 3, strides: 2, padding: 'same' }))], // prettier-ignore
  ['SeparableConv2D', [6, 6, 3], one(layers.separableConv2d({ filters: 4, kernelSize: 3, activation: 'relu' }))],
  ['DepthwiseConv2D', [6, 6, 3], one(layers.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2, padding: 'same' }))],
  ['DepthwiseConv2D, stride 2', [6, 6, 3], one(layers.depthwiseConv2d({ kernelSize: 3, strides: 2, padding: 'same' }))],
  ['BatchNormalization of pictures', [6, 6, 3], one(layers.batchNormalization({}))],
  ['BatchNormalization', [6], one(layers.batchNormalization({}))],
  ['LayerNormalization', [6, 5], one(layers.layerNormalization({}))],
  ['MaxPooling1D', [6, 3], one(layers.maxPooling1d({ poolSize: 2 }))],
  ['MaxPooling2D', [6, 6, 3], one(layers.maxPooling2d({ poolSize: 2 }))],
  ['MaxPooling2D, overlapping', [6, 6, 3], one(layers.maxPooling2d({ poolSize: 3, strides: 1, padding: 'same' }))],
  ['MaxPooling3D', [4, 4, 4, 2], one(layers.maxPooling3d({ poolSize: 2 }))],
  ['AveragePooling1D', [6, 3], one(layers.averagePooling1d({ poolSize: 2 }))],
  ['AveragePooling2D', [6, 6, 3], one(layers.averagePooling2d({ poolSize: 2 }))],
  ['AveragePooling2D, padded', [5, 5, 3], one(layers.averagePooling2d({ poolSize: 3, strides: 2, padding: 'same' }))],
  ['AveragePooling3D', [4, 4, 4, 2], one(layers.averagePooling3d({ poolSize: 2 }))],
  ['GlobalAveragePooling1D', [6, 3], one(layers.globalAveragePooling1d({}))],
  ['GlobalAveragePooling2D', [6, 6, 3], one(layers.globalAveragePooling2d({}))],
  ['GlobalMaxPooling1D', [6, 3], one(layers.globalMaxPooling1d({}))],
  ['GlobalMaxPooling2D', [6, 6, 3], one(layers.globalMaxPooling2d({}))],
  ['LSTM', [5, 3], one(layers.lstm(cell))],
  ['LSTM, every step', [5, 3], one(layers.lstm({ ...cell, returnSequences: true }))],
  ['GRU', [5, 3], one(layers.gru(cell))],
  ['SimpleRNN', [5, 3], one(layers.simpleRNN(cell))],
  ['Bidirectional', [5, 3], one(layers.bidirectional({ layer: layers.lstm(cell), mergeMode: 'concat' }))],
  ['TimeDistributed', [5, 3], one(layers.timeDistributed({ layer: layers.dense({ units: 2 }) }))],
  ['ConvLSTM2D', [3, 4, 4, 2], one(layers.convLstm2d({ filters: 2, kernelSize: 2, recurrentInitializer: 'glorotNormal' }))], // prettier-ignore
  ['Masking', [5, 3], (input) => apply(layers.gru(cell), apply(layers.masking({ maskValue: 0 }), input))],
  ['Flatten', [5, 3], one(layers.flatten())],
  ['Reshape', [6, 3], one(layers.reshape({ targetShape: [3, 6] }))],
  ['Permute', [6, 3], one(layers.permute({ dims: [2, 1] }))],
  ['RepeatVector', [6], one(layers.repeatVector({ n: 3 }))],
  ['Dropout', [6], one(layers.dropout({ rate: 0.5 }))],
  ['SpatialDropout1D', [6, 2], one(layers.spatialDropout1d({ rate: 0.5 }))],
  ['GaussianNoise', [6], one(layers.gaussianNoise({ stddev: 0.5 }))],
  ['LeakyReLU', [6], one(layers.leakyReLU({}))],
  ['PReLU', [6], one(layers.prelu({}))],
  ['ELU', [6], one(layers.elu({}))],
  ['ThresholdedReLU', [6], one(layers.thresholdedReLU({ theta: 0.3 }))],
  ['Softmax', [6], one(layers.softmax({}))],
  ['ReLU', [6], one(layers.reLU({ maxValue: 0.7 }))],
  ['UpSampling2D', [3, 3, 2], one(layers.upSampling2d({ size: [2, 2] }))],
  ['Cropping2D', [5, 5, 2], one(layers.cropping2D({ cropping: [[1, 1], [1, 1]] }))], // prettier-ignore
  ['ZeroPadding2D', [3, 3, 2], one(layers.zeroPadding2d({ padding: 1 }))],
  ['Rescaling', [5], one(layers.rescaling({ scale: 0.5, offset: 1 }))],
  ['Add', [5], joined(layers.add())],
  ['Multiply', [5], joined(layers.multiply())],
  ['Average', [5], joined(layers.average())],
  ['Maximum', [5], joined(layers.maximum())],
  ['Minimum', [5], joined(layers.minimum())],
  ['Concatenate', [5], joined(layers.concatenate())],
  ['Dot', [5], joined(layers.dot({ axes: 1 }))],
];

function modelOf(title: string, shape: readonly number[], build: Build): Layers.LayersModel {
  const input = tfl.input({ shape: [...shape], name: 'x' });
  const model = tfl.model({ inputs: input, outputs: build(input) });
  const random = randomFrom('weights of a layer', title);
  // Variances among them, which are positive.
  const drawn = model.getWeights().map((weight) => {
    const values = Float32Array.from({ length: weight.size }, () => Math.abs(0.3 * random.normal()));
    return tf.tensor(weight.rank === 1 ? values.map((value) => value + 0.1) : values.map((value) => value - 0.2), weight.shape); // prettier-ignore
  });
  model.setWeights(drawn);
  return model;
}

function drawn(shape: readonly number[], key: string): tf.Tensor {
  const random = randomFrom('samples', key);
  const size = 2 * shape.reduce((product, own) => product * own, 1);
  return tf.tensor(Float32Array.from({ length: size }, () => random.normal()), [2, ...shape]); // prettier-ignore
}

/** A sum of all that a tensor holds in which each number counts differently. */
function weighed(graph: ToldGraph, given: Readonly<Record<string, tf.Tensor>>): tf.Scalar {
  const [answer] = graph.run(given, [graph.signature.outputs[0].name]);
  const counts = Float32Array.from({ length: answer.size }, (_, at) => Math.cos(at * 1.7));
  return tf.sum(tf.mul(answer, tf.tensor(counts, answer.shape)));
}

describe('on wasm', () => {
  test.each(cases)('%s answers as the library does, and its gradient is right', async (title, shape, build) => {
    const model = modelOf(title, shape, build);
    const graph = await openTfjs(await keptLayers(model), title);
    const x = drawn(shape, title);
    const wanted = model.predict(x) as tf.Tensor;
    const [answer] = graph.run({ x }, [graph.signature.outputs[0].name]);
    expect(answer.shape).toEqual(wanted.shape);
    expect(answer.dataSync()).toEqual(wanted.dataSync());
    expect((await outlineOf(graph)).differentiable).toEqual({ possible: true, reason: null });
    const found = slopes((moved) => weighed(graph, { x: moved }), x, 3, title);
    expect(worst(found)).toBeLessThan(1);
    expect(Math.max(...found.map(({ measured }) => Math.abs(measured)))).toBeGreaterThan(0.01);
  });

  test('what an Embedding looks up passes gradients, padding left out', async () => {
    const ids = tfl.input({ shape: [6], name: 'ids' });
    const found = apply(layers.embedding({ inputDim: 10, outputDim: 4, maskZero: true }), ids);
    const model = tfl.model({ inputs: ids, outputs: apply(layers.lstm(cell), found) });
    const graph = await openTfjs(await keptLayers(model), 'ids');
    const [lookup] = graph.lookups;
    expect(lookup).toMatchObject({ input: 'ids', masksZero: true });
    expect(graph.signature.inputs).toEqual([{ name: 'ids', type: 'int32', shape: [null, 6] }]);
    const numbers = tf.tensor2d([1, 2, 3, 0, 0, 0, 4, 5, 6, 7, 8, 9], [2, 6], 'int32');
    const [vectors] = graph.run({ ids: numbers }, [lookup.tensor]);
    // Another number that is none of padding: what is looked up stands for itself.
    const places = tf.cast(tf.greater(numbers, 0), 'int32');
    const [output] = graph.signature.outputs;
    expect(graph.run({ ids: places, [lookup.tensor]: vectors }, [output.name])[0].dataSync()).toEqual(
      (model.predict(numbers) as tf.Tensor).dataSync(),
    );
    const of = (moved: tf.Tensor): tf.Scalar => weighed(graph, { ids: places, [lookup.tensor]: moved });
    expect(worst(slopes(of, vectors, 3, 'embedding'))).toBeLessThan(1);
    const gradient = tf.grad(of)(vectors).arraySync() as number[][][];
    expect(gradient[0].slice(3).flat().every((value) => value === 0)).toBe(true); // prettier-ignore
  });

  test('layers without a gradient, or with a wrong one, are told', async () => {
    const dilated = one(layers.conv2d({ filters: 2, kernelSize: 2, dilationRate: 2 }));
    const solid = one(layers.conv3d({ filters: 2, kernelSize: 2 }));
    const told = async (title: string, shape: readonly number[], build: Build): Promise<string | null> => {
      const graph = await openTfjs(await keptLayers(modelOf(title, shape, build)), title);
      return (await outlineOf(graph)).differentiable.reason;
    };
    expect(await told('dilated', [6, 6, 1], dilated)).toMatch(/^does what no gradient passes \(.*dilation/);
    expect(tf.engine().state.profiling, 'nobody watches the kernels of whatever comes next').toBe(false);
    expect(await told('solid', [4, 4, 4, 1], solid)).toMatch(/^convolves in three dimensions/);
  });

  test('no tensor is left, of models within models either', async () => {
    const inner = tfl.sequential({ layers: [layers.dense({ units: 3, inputShape: [4] })] });
    const within: Build = (input) =>
      apply(inner, apply(layers.flatten(), apply(layers.conv2d({ filters: 1, kernelSize: 5 }), input)));
    const kept = await keptLayers(modelOf('left', [6, 6, 3], within));
    const once = async (): Promise<number> => {
      const graph = await openTfjs(kept, 'left');
      await outlineOf(graph);
      tf.tidy(() => {
        graph.run({ x: drawn([6, 6, 3], 'left') }, [graph.signature.outputs[0].name]);
      });
      graph.dispose();
      return tf.memory().numTensors;
    };
    const first = await once();
    expect(await once()).toBe(first);
  });
});
