import type * as tf from '@tensorflow/tfjs-core';
import { randomFrom } from '../../src/engine/random';

/** An operator of a graph, as `model.json` has it. */
export interface GraphOperatorJson {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
  readonly attr?: Readonly<Record<string, unknown>>;
}

const text = (value: string): { readonly s: string } => ({ s: Buffer.from(value).toString('base64') });
const texts = (values: readonly string[]): unknown => ({
  list: { s: values.map((value) => Buffer.from(value).toString('base64')) },
});
const whole = (values: readonly number[]): unknown => ({ list: { i: values.map(String) } });
const float = { T: { type: 'DT_FLOAT' } } as const;

export function placeholder(name: string, shape: readonly number[], type = 'DT_FLOAT'): GraphOperatorJson {
  const dim = shape.map((size) => ({ size: String(size) }));
  return { name, op: 'Placeholder', attr: { dtype: { type }, shape: { shape: { dim } } } };
}

export function constant(name: string, type = 'DT_FLOAT'): GraphOperatorJson {
  return { name, op: 'Const', attr: { dtype: { type } } };
}

export function operator(name: string, op: string, input: readonly string[], attr = {}): GraphOperatorJson {
  return { name, op, input, attr: { ...float, ...attr } };
}

export function fused(name: string, op: string, input: readonly string[], ops: readonly string[], attr = {}) {
  return operator(name, op, input, {
    fused_ops: texts(ops),
    num_args: { i: '1' },
    epsilon: { f: 0 },
    leakyrelu_alpha: { f: 0.2 },
    transpose_a: { b: false },
    transpose_b: { b: false },
    ...attr,
  });
}

export function windowed(strides: number, padding: 'SAME' | 'VALID', more = {}): Readonly<Record<string, unknown>> {
  return {
    strides: whole([1, strides, strides, 1]),
    padding: text(padding),
    data_format: text('NHWC'),
    dilations: whole([1, 1, 1, 1]),
    explicit_paddings: { list: {} },
    ...more,
  };
}

export const listOf = whole;

export interface GraphWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array;
}

/** Weights that are drawn. @param least what is added to all, which makes variances positive */
export function drawnWeight(name: string, shape: readonly number[], least = 0): GraphWeight {
  const random = randomFrom('weights of a graph', name);
  const size = shape.reduce((product, own) => product * own, 1);
  return {
    name,
    shape,
    values: Float32Array.from({ length: size }, () =>
      least > 0 ? least + Math.abs(random.normal()) : 0.4 * random.normal(),
    ),
  };
}

export function graphArtifacts(
  node: readonly GraphOperatorJson[],
  weights: readonly GraphWeight[],
  signature: Readonly<Record<string, unknown>> | null = null,
): tf.io.ModelArtifacts {
  const bytes = Buffer.concat(weights.map(({ values }) => Buffer.from(values.buffer)));
  return {
    modelTopology: { node, library: {}, versions: { producer: 1, minConsumer: 1 } },
    weightSpecs: weights.map(({ name, shape, values }) => ({
      name,
      shape: [...shape],
      dtype: values instanceof Int32Array ? 'int32' : 'float32',
    })),
    weightData: Uint8Array.from(bytes).buffer,
    ...(signature === null ? {} : { signature: signature }),
  };
}

/** A picture and a text in, as a converter leaves a network of Keras: fused operators, one that looks words up, probabilities. */
export function twoInputs(): tf.io.ModelArtifacts {
  const whatever = (name: string, values: readonly number[]): GraphWeight => ({
    name,
    shape: values.length === 1 ? [] : [values.length],
    values: Int32Array.from(values),
  });
  const weights = [
    ...[
      drawnWeight('w1', [3, 3, 3, 4]),
      drawnWeight('b1', [4]),
      drawnWeight('wd', [3, 3, 4, 1]),
      drawnWeight('bd', [4]),
    ],
    ...[
      drawnWeight('scale', [4]),
      drawnWeight('offset', [4]),
      drawnWeight('mean', [4]),
      drawnWeight('variance', [4], 0.5),
    ],
    ...[drawnWeight('table', [9, 5]), drawnWeight('w2', [41, 6]), drawnWeight('b2', [6])],
    ...[drawnWeight('w3', [6, 2]), drawnWeight('b3', [2])],
    ...[whatever('flatShape', [-1, 36]), whatever('axis0', [0]), whatever('axis1', [1])],
  ];
  const constants = weights.map(({ name, values }) =>
    constant(name, values instanceof Int32Array ? 'DT_INT32' : 'DT_FLOAT'),
  );
  const node = [
    placeholder('image', [-1, 6, 6, 3]),
    placeholder('ids', [-1, 5], 'DT_INT32'),
    ...constants,
    fused('conv', '_FusedConv2D', ['image', 'w1', 'b1'], ['BiasAdd', 'Relu6'], windowed(2, 'SAME')),
    fused('depthwise', 'FusedDepthwiseConv2dNative', ['conv', 'wd', 'bd'], ['BiasAdd', 'Relu'], windowed(1, 'SAME')),
    operator('norm', 'FusedBatchNormV3', ['depthwise', 'scale', 'offset', 'mean', 'variance'], {
      epsilon: { f: 0.001 },
      is_training: { b: false },
      data_format: text('NHWC'),
    }),
    operator('pool', 'AvgPool', ['norm'], windowed(1, 'SAME', { ksize: whole([1, 3, 3, 1]) })),
    operator('flat', 'Reshape', ['pool', 'flatShape']),
    operator('words', 'GatherV2', ['table', 'ids', 'axis0'], { batch_dims: { i: '0' } }),
    operator('read', 'Mean', ['words', 'axis1'], { keep_dims: { b: false } }),
    operator('both', 'ConcatV2', ['flat', 'read', 'axis1'], { N: { i: '2' } }),
    fused('z', '_FusedMatMul', ['both', 'w2', 'b2'], ['BiasAdd', 'Relu']),
    fused('logits', '_FusedMatMul', ['z', 'w3', 'b3'], ['BiasAdd']),
    operator('probabilities', 'Softmax', ['logits']),
  ];
  const dims = (sizes: readonly number[]): unknown => ({ dim: sizes.map((size) => ({ size: String(size) })) });
  return graphArtifacts(node, weights, {
    inputs: {
      picture: { name: 'image:0', dtype: 'DT_FLOAT', tensorShape: dims([-1, 6, 6, 3]) },
      tokens: { name: 'ids:0', dtype: 'DT_INT32', tensorShape: dims([-1, 5]) },
    },
    outputs: { answer: { name: 'probabilities:0', dtype: 'DT_FLOAT', tensorShape: dims([-1, 2]) } },
  });
}
