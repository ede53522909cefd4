import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { beforeAll, expect, test } from 'vitest';
import { initBackend } from '../../../../src/engine/backends/registry';
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops';
import { randomFrom } from '../../../../src/engine/random';
import { slopes, worst } from '../finite-differences';

beforeAll(() => initBackend((process.env.BK ?? 'wasm') as never));
const L = tfl.layers;
type Build = (x: tfl.SymbolicTensor) => tfl.SymbolicTensor;
const one = (layer: { apply: (x: never) => unknown }): Build => (x) => layer.apply(x as never) as tfl.SymbolicTensor;
const cases: [string, number[], Build][] = [
  ['dense', [5], one(L.dense({ units: 4, activation: 'relu' }))],
  ...(['elu','relu','relu6','selu','sigmoid','hardSigmoid','softmax','softplus','softsign','tanh','linear','swish','mish','gelu','gelu_new'] as const).map((a): [string, number[], Build] => ['activation ' + a, [5], one(L.activation({ activation: a as never }))]),
  ['conv1d', [8, 3], one(L.conv1d({ filters: 4, kernelSize: 3, padding: 'same', activation: 'relu' }))],
  ['conv1d causal dil', [8, 3], one(L.conv1d({ filters: 4, kernelSize: 3, padding: 'causal', dilationRate: 2 }))],
  ['conv2d', [6, 6, 3], one(L.conv2d({ filters: 4, kernelSize: 3, activation: 'relu' }))],
  ['conv2d same s2', [7, 6, 3], one(L.conv2d({ filters: 4, kernelSize: 3, strides: 2, padding: 'same', activation: 'relu6' }))],
  ['conv2d dil', [7, 7, 3], one(L.conv2d({ filters: 4, kernelSize: 3, dilationRate: 2 }))],
  ['conv2dT', [4, 4, 3], one(L.conv2dTranspose({ filters: 4, kernelSize: 3, strides: 2, padding: 'same' }))],
  ['sepconv', [6, 6, 3], one(L.separableConv2d({ filters: 4, kernelSize: 3, activation: 'relu' }))],
  ['dw', [6, 6, 3], one(L.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2, padding: 'same' }))],
  ['dw s2', [6, 6, 3], one(L.depthwiseConv2d({ kernelSize: 3, strides: 2, padding: 'same' }))],
  ['conv3d', [4, 4, 4, 2], one(L.conv3d({ filters: 2, kernelSize: 2 }))],
  ['bn', [6, 6, 3], one(L.batchNormalization({}))],
  ['bn1', [6], one(L.batchNormalization({}))],
  ['ln', [6, 5], one(L.layerNormalization({}))],
  ['maxpool2d', [6, 6, 3], one(L.maxPooling2d({ poolSize: 2 }))],
  ['maxpool2d s1', [6, 6, 3], one(L.maxPooling2d({ poolSize: 3, strides: 1, padding: 'same' }))],
  ['avgpool2d', [6, 6, 3], one(L.averagePooling2d({ poolSize: 2 }))],
  ['avgpool2d same', [5, 5, 3], one(L.averagePooling2d({ poolSize: 3, strides: 2, padding: 'same' }))],
  ['maxpool1d', [6, 3], one(L.maxPooling1d({ poolSize: 2 }))],
  ['avgpool1d', [6, 3], one(L.averagePooling1d({ poolSize: 2 }))],
  ['maxpool3d', [4, 4, 4, 2], one(L.maxPooling3d({ poolSize: 2 }))],
  ['avgpool3d', [4, 4, 4, 2], one(L.averagePooling3d({ poolSize: 2 }))],
  ['gap2d', [6, 6, 3], one(L.globalAveragePooling2d({}))],
  ['gmp2d', [6, 6, 3], one(L.globalMaxPooling2d({}))],
  ['gap1d', [6, 3], one(L.globalAveragePooling1d({}))],
  ['gmp1d', [6, 3], one(L.globalMaxPooling1d({}))],
  ['lstm', [5, 3], one(L.lstm({ units: 4 }))],
  ['lstm seq', [5, 3], one(L.lstm({ units: 4, returnSequences: true }))],
  ['gru', [5, 3], one(L.gru({ units: 4 }))],
  ['simpleRnn', [5, 3], one(L.simpleRNN({ units: 4 }))],
  ['bidir', [5, 3], one(L.bidirectional({ layer: L.lstm({ units: 4 }) as never, mergeMode: 'concat' }))],
  ['timeDist', [5, 3], one(L.timeDistributed({ layer: L.dense({ units: 2 }) }))],
  ['flatten', [5, 3], one(L.flatten())],
  ['reshape', [6, 3], one(L.reshape({ targetShape: [3, 6] }))],
  ['permute', [6, 3], one(L.permute({ dims: [2, 1] }))],
  ['repeat', [6], one(L.repeatVector({ n: 3 }))],
  ['dropout', [6], one(L.dropout({ rate: 0.5 }))],
  ['gaussianNoise', [6], one(L.gaussianNoise({ stddev: 0.5 }))],
  ['leaky', [6], one(L.leakyReLU({}))],
  ['prelu', [6], one(L.prelu({}))],
  ['eluL', [6], one(L.elu({}))],
  ['thresh', [6], one(L.thresholdedReLU({ theta: 0.3 }))],
  ['softmaxL', [6], one(L.softmax({}))],
  ['reluL', [6], one(L.reLU({ maxValue: 0.7 }))],
  ['upsampling', [3, 3, 2], one(L.upSampling2d({ size: [2, 2] }))],
  ['upsampling bil', [3, 3, 2], one(L.upSampling2d({ size: [2, 2], interpolation: 'bilinear' } as never))],
  ['cropping', [5, 5, 2], one(L.cropping2D({ cropping: [[1, 1], [1, 1]] }))],
  ['zeropad', [3, 3, 2], one(L.zeroPadding2d({ padding: 1 }))],
  ['masking', [5, 3], (x) => L.lstm({ units: 3 }).apply(L.masking({ maskValue: 0 }).apply(x)) as tfl.SymbolicTensor],
  ['rescaling', [5], one(L.rescaling({ scale: 0.5, offset: 1 }))],
  ['resizing', [5, 5, 2], one(L.resizing({ height: 3, width: 3 }))],
  ['convlstm', [3, 4, 4, 2], one(L.convLstm2d({ filters: 2, kernelSize: 2 }))],
  ...(['add', 'multiply', 'average', 'maximum', 'minimum', 'concatenate', 'dot'] as const).map((m): [string, number[], Build] => [m, [5], (x) => {
    const a = L.dense({ units: 4 }).apply(x) as tfl.SymbolicTensor; const b = L.dense({ units: 4 }).apply(x) as tfl.SymbolicTensor;
    return (m === 'dot' ? L.dot({ axes: 1 }) : (L[m] as (a?: object) => tfl.layers.Layer)({})).apply([a, b]) as tfl.SymbolicTensor;
  }]),
];
test.each(cases)('%s', (title, shape, build) => {
  const x = tfl.input({ shape });
  const model = tfl.model({ inputs: x, outputs: build(x) });
  model.getWeights().length;
  const random = randomFrom('w', title);
  model.setWeights(model.getWeights().map((w) => tf.tensor(Float32Array.from({ length: w.size }, () => Math.abs(0.3 * random.normal()) + (w.rank === 1 ? 0.1 : -0.2)), w.shape)));
  const x0 = tf.tensor(Float32Array.from({ length: 2 * shape.reduce((a, b) => a * b, 1) }, () => random.normal()), [2, ...shape]);
  const f = (v: tf.Tensor): tf.Scalar => {
    const y = model.apply(v, { training: false }) as tf.Tensor;
    const c = tf.tensor(Float32Array.from({ length: y.size }, (_, i) => Math.cos(i * 1.7)), y.shape);
    return tf.sum(tf.mul(y, c));
  };
  const found = slopes(f, x0, 3, title);
  expect(worst(found), JSON.stringify(found)).toBeLessThan(1);
});
