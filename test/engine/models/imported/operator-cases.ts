import type { OnnxNode, OnnxWeights } from '../../../support/onnx-graph-file';

/** A graph of one operator: numbers are drawn for its inputs. */
export interface OperatorCase {
  readonly title: string;
  readonly node: Pick<OnnxNode, 'type' | 'attributes' | 'reals' | 'tensors'>;
  /** Sizes of what is given; of whole numbers between two. */
  readonly inputs: readonly (readonly number[])[];
  readonly whole?: readonly [low: number, high: number];
  /** Behind what is given, or where null stands, left out. */
  readonly weights?: readonly (OnnxWeights | null)[];
  readonly outputs?: number;
  readonly kind?: 'float32' | 'int64' | 'bool';
  readonly opset?: number;
  /** Numbers are given above this one. */
  readonly above?: number;
  /** Steps, and what whole numbers choose, have no slope. */
  readonly hasGradient?: boolean;
}

export const ints = (...values: number[]): OnnxWeights => ({
  name: '',
  shape: [values.length],
  data: BigInt64Array.from(values, BigInt),
});
export const int = (value: number): OnnxWeights => ({ ...ints(value), shape: [] });
export const floats = (...values: number[]): OnnxWeights => ({
  name: '',
  shape: [values.length],
  data: Float32Array.from(values),
});
export const float = (value: number): OnnxWeights => ({ ...floats(value), shape: [] });
/** Weights that no two places have alike. */
export const drawn = (shape: readonly number[], seed = 1, low = -1): OnnxWeights => ({
  name: '',
  shape,
  data: Float32Array.from(
    { length: shape.reduce((product, size) => product * size, 1) },
    (_, at) => low + ((Math.sin((at + 1) * 12.9898 * seed) + 1) / 2) * (1 - low),
  ),
});

type Extra = Partial<Omit<OperatorCase, 'node' | 'inputs' | 'title'>> &
  Partial<Pick<OnnxNode, 'attributes' | 'reals' | 'tensors'>>;

function one(
  type: string,
  inputs: readonly (readonly number[])[],
  { attributes, reals, tensors, ...more }: Extra = {},
): OperatorCase {
  const said = [attributes, reals]
    .flatMap((own) => Object.entries(own ?? {}))
    .map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  const node = {
    type,
    ...(attributes === undefined ? {} : { attributes }),
    ...(reals === undefined ? {} : { reals }),
    ...(tensors === undefined ? {} : { tensors }),
  };
  const told = (more.weights ?? []).map((own) => (own === null ? '–' : `[${own.shape.join(' ')}]`));
  return {
    title: [
      type,
      inputs.map((shape) => `[${shape.join(' ')}]`).join(' '),
      ...told,
      ...said,
      ...(more.opset === undefined ? [] : [`set ${more.opset}`]),
    ].join(' '),
    node,
    inputs,
    ...more,
  };
}

const picture = [2, 4, 6, 5];
const still = { hasGradient: false } as const;

const elementwise = [
  ...[
    'Abs',
    'Erf',
    'Exp',
    'HardSwish',
    'Identity',
    'Neg',
    'Relu',
    'Selu',
    'Sigmoid',
    'Softplus',
    'Softsign',
    'Tanh',
    'Sin',
    'Cos',
  ].map((type) => one(type, [[3, 7]])),
  ...['Relu', 'Tanh'].map((type) => one(type, [[2, 3, 4, 5, 2]])),
  ...['Floor', 'Ceil', 'Round', 'Sign'].map((type) => one(type, [[3, 7]], still)),
  ...['Log', 'Sqrt', 'Reciprocal'].map((type) => one(type, [[3, 7]], { above: 0.3 })),
  one('Mish', [[3, 7]], { opset: 18 }),
  one('LeakyRelu', [[3, 7]], { reals: { alpha: 0.2 } }),
  one('LeakyRelu', [[3, 7]]),
  one('Elu', [[3, 7]], { reals: { alpha: 0.7 } }),
  one('Celu', [[3, 7]], { reals: { alpha: 1.5 } }),
  one('HardSigmoid', [[3, 7]]),
  one('HardSigmoid', [[3, 7]], { reals: { alpha: 0.3, beta: 0.4 } }),
  one('Gelu', [[3, 7]], { opset: 20 }),
  one('Gelu', [[3, 7]], { opset: 20, attributes: { approximate: 'tanh' } }),
  one('Clip', [[3, 7]], { weights: [float(-0.5), float(0.4)] }),
  one('Clip', [[3, 7]], { weights: [null, float(0.4)] }),
  one('Clip', [[3, 7]], { opset: 7, reals: { min: -0.3, max: 0.6 } }),
  one('PRelu', [picture], { weights: [drawn([4, 1, 1])] }),
  one('PRelu', [[3, 7]], { weights: [drawn([7])] }),
  one('Dropout', [[3, 7]]),
  one('Cast', [[3, 7]], { attributes: { to: 7 }, kind: 'int64', ...still }),
  one('Cast', [[3, 7]], { attributes: { to: 9 }, kind: 'bool', ...still }),
];

const pairs = [
  ...['Add', 'Sub', 'Mul', 'Max', 'Min', 'Sum', 'Mean'].flatMap((type) => [
    one(type, [
      [3, 7],
      [3, 7],
    ]),
    one(type, [
      [2, 3, 4],
      [3, 1],
    ]),
    one(type, [picture, [4, 1, 1]]),
    one(type, [picture, [1]]),
  ]),
  one('Max', [[3, 7], [7], [3, 1]]),
  one('Sum', [[3, 7], [7], [3, 1]]),
  one('Mean', [[3, 7], [7], [3, 1]]),
  one('Div', [[3, 7], [7]], { above: 0.4 }),
  one('Div', [picture], { weights: [drawn([], 3, 0.5)] }),
  ...[0.5, 1, 2, 3, -0.5, 1.7].map((exponent) => one('Pow', [[3, 7]], { above: 0.4, weights: [float(exponent)] })),
  one('Pow', [[3, 7], [7]], { above: 0.4 }),
  one('Pow', [[3, 7]], { weights: [float(2)] }),
  ...['Equal', 'Greater', 'GreaterOrEqual', 'Less', 'LessOrEqual'].map((type) =>
    one(type, [[3, 7], [7]], { kind: 'bool', ...still }),
  ),
  one('Equal', [[3, 7], [7]], { kind: 'bool', whole: [0, 3], ...still }),
  one('Mod', [[3, 7], [7]], { attributes: { fmod: 1 }, above: 0.2, ...still }),
  one('Div', [[3, 7], [7]], { whole: [1, 9], kind: 'int64', ...still }),
];

const shapes = [
  one('Reshape', [[2, 3, 4]], { weights: [ints(0, -1)] }),
  one('Reshape', [[2, 3, 4]], { weights: [ints(4, 6)] }),
  one('Flatten', [[2, 3, 4]]),
  one('Flatten', [[2, 3, 4]], { attributes: { axis: -1 } }),
  one('Flatten', [[2, 3, 4]], { attributes: { axis: 0 } }),
  one('Transpose', [[2, 3, 4]]),
  one('Transpose', [[2, 3, 4, 5]], { attributes: { perm: [0, 2, 3, 1] } }),
  one('Transpose', [[2, 3, 4, 2, 3]], { attributes: { perm: [0, 3, 1, 4, 2] } }),
  one('Squeeze', [[2, 1, 4, 1]], { weights: [ints(1)] }),
  one('Squeeze', [[2, 1, 4, 1]]),
  one('Squeeze', [[2, 1, 4, 1]], { attributes: { axes: [-1] }, opset: 11 }),
  one('Unsqueeze', [[2, 4]], { weights: [ints(0, 3)] }),
  one('Unsqueeze', [[2, 4]], { attributes: { axes: [1] }, opset: 11 }),
  one('Expand', [[3, 1]], { weights: [ints(2, 1, 4)] }),
  one('Tile', [[2, 3, 2]], { weights: [ints(1, 2, 3)] }),
  one('Shape', [[2, 3, 4]], { kind: 'int64', ...still }),
  one('Shape', [[2, 3, 4]], { kind: 'int64', attributes: { start: 1, end: -1 }, ...still }),
  one('Size', [[2, 3, 4]], { kind: 'int64', ...still }),
  one('Trilu', [[2, 4, 5]]),
  one('Trilu', [[2, 4, 5]], { attributes: { upper: 0 }, weights: [int(-1)] }),
];

const pieces = [
  one(
    'Concat',
    [
      [2, 3],
      [2, 4],
    ],
    { attributes: { axis: 1 } },
  ),
  one(
    'Concat',
    [
      [2, 3],
      [1, 3],
    ],
    { attributes: { axis: -2 } },
  ),
  one('Split', [[2, 7]], { attributes: { axis: 1 }, weights: [ints(3, 4)], outputs: 2 }),
  one('Split', [[2, 6]], { attributes: { axis: 1 }, outputs: 3 }),
  one('Split', [[2, 7]], { attributes: { axis: 1, split: [2, 5] }, outputs: 2, opset: 11 }),
  one('Split', [[2, 7]], { attributes: { axis: 1, num_outputs: 3 }, outputs: 3, opset: 18 }),
  one('Slice', [[4, 7]], { weights: [ints(1), ints(6), ints(1)] }),
  one('Slice', [[4, 7]], { weights: [ints(-1, 1), ints(-9, 99), ints(1, 0), ints(-2, 2)] }),
  one('Slice', [[4, 7]], { weights: [ints(0, -3), ints(2, 99)] }),
  one('Slice', [[4, 7]], { attributes: { starts: [1], ends: [-1], axes: [1] }, opset: 9 }),
  one('Gather', [[4, 7]], { attributes: { axis: 1 }, weights: [{ ...ints(0, 3, -1, 3, 2, 1), shape: [2, 3] }] }),
  one('Gather', [[4, 7]], { weights: [int(2)] }),
  one('Pad', [[2, 3, 4]], { weights: [ints(0, 1, 2, 0, 0, 1), float(0.7)] }),
  one('Pad', [[2, 3, 4]], { weights: [ints(0, 1, 2, 0, 0, 1)], attributes: { mode: 'reflect' } }),
  one('Pad', [[2, 3, 4]], { weights: [ints(0, 1, 2, 0, 0, 1)], attributes: { mode: 'edge' } }),
  one('Pad', [[2, 3, 4]], { weights: [ints(0, -1, 1, 0, 0, -1)] }),
  one('Pad', [[2, 3, 4]], { attributes: { pads: [0, 1, 0, 0, 1, 2] }, reals: { value: 0.3 }, opset: 7 }),
];

const products = [
  one('MatMul', [
    [3, 4],
    [4, 5],
  ]),
  one('MatMul', [
    [2, 3, 4],
    [4, 5],
  ]),
  one('MatMul', [
    [2, 3, 4],
    [2, 4, 5],
  ]),
  one('MatMul', [
    [2, 1, 3, 4],
    [3, 4, 5],
  ]),
  one('MatMul', [
    [3, 4],
    [2, 4, 5],
  ]),
  one('MatMul', [[4], [4, 5]]),
  one('MatMul', [[3, 4], [4]]),
  one('Gemm', [[3, 4]], { weights: [drawn([4, 5]), drawn([5])] }),
  one('Gemm', [[3, 4]], {
    weights: [drawn([5, 4]), drawn([5])],
    attributes: { transB: 1 },
    reals: { alpha: 0.5, beta: 2 },
  }),
  one(
    'Gemm',
    [
      [4, 3],
      [4, 5],
    ],
    { attributes: { transA: 1 } },
  ),
  one(
    'Gemm',
    [
      [4, 3],
      [5, 4],
      [3, 1],
    ],
    { attributes: { transA: 1, transB: 1 } },
  ),
  one(
    'Einsum',
    [
      [2, 3, 4],
      [2, 4, 5],
    ],
    { attributes: { equation: 'bij,bjk->bik' } },
  ),
  one(
    'Einsum',
    [
      [2, 3, 4],
      [2, 5, 4],
    ],
    { attributes: { equation: 'bij,bkj->bik' } },
  ),
];

const convolutions = [
  one('Conv', [picture], { weights: [drawn([3, 4, 3, 3]), drawn([3])] }),
  one('Conv', [picture], { weights: [drawn([3, 4, 3, 3])], attributes: { pads: [1, 1, 1, 1] } }),
  one('Conv', [picture], { weights: [drawn([3, 4, 3, 2])], attributes: { pads: [1, 0, 2, 1], strides: [2, 1] } }),
  one('Conv', [picture], { weights: [drawn([3, 4, 2, 2])], attributes: { strides: [2, 2] } }),
  one('Conv', [picture], { weights: [drawn([3, 4, 2, 2])], attributes: { dilations: [2, 3] } }),
  one('Conv', [picture], { weights: [drawn([3, 4, 3, 3])], attributes: { auto_pad: 'SAME_UPPER', strides: [2, 2] } }),
  one('Conv', [picture], { weights: [drawn([3, 4, 2, 2])], attributes: { auto_pad: 'SAME_LOWER' } }),
  one('Conv', [picture], { weights: [drawn([4, 1, 3, 3]), drawn([4])], attributes: { group: 4, pads: [1, 1, 1, 1] } }),
  one('Conv', [picture], { weights: [drawn([8, 1, 3, 3])], attributes: { group: 4, strides: [2, 2] } }),
  one('Conv', [picture], {
    weights: [drawn([4, 1, 2, 2])],
    attributes: { group: 4, dilations: [2, 2], strides: [1, 2] },
  }),
  one('Conv', [picture], { weights: [drawn([6, 2, 3, 3])], attributes: { group: 2 } }),
  one('Conv', [[2, 3, 9]], { weights: [drawn([4, 3, 3]), drawn([4])], attributes: { pads: [1, 1] } }),
  one('Conv', [[2, 3, 9]], { weights: [drawn([3, 1, 3])], attributes: { group: 3, dilations: [2], strides: [2] } }),
  one('ConvTranspose', [picture], { weights: [drawn([4, 3, 3, 3]), drawn([3])] }),
  one('ConvTranspose', [picture], {
    weights: [drawn([4, 3, 3, 3])],
    attributes: { strides: [2, 2], pads: [1, 1, 1, 1], output_padding: [1, 1] },
  }),
  one('ConvTranspose', [picture], {
    weights: [drawn([4, 2, 2, 3])],
    attributes: { group: 2, strides: [2, 1], dilations: [2, 1] },
  }),
  one('ConvTranspose', [[2, 3, 6]], { weights: [drawn([3, 2, 3])], attributes: { strides: [2] } }),
];

const kernel = { kernel_shape: [3, 2] };
const pools = [
  ...['MaxPool', 'AveragePool'].flatMap((type) => [
    one(type, [picture], { attributes: { kernel_shape: [2, 2], strides: [2, 2] } }),
    one(type, [picture], { attributes: { ...kernel, pads: [1, 0, 1, 1], strides: [2, 1] } }),
    one(type, [picture], { attributes: { ...kernel, pads: [1, 1, 1, 1], strides: [2, 2], ceil_mode: 1 } }),
    one(type, [picture], { attributes: { ...kernel, auto_pad: 'SAME_UPPER', strides: [2, 2] } }),
    one(type, [[2, 3, 9]], { attributes: { kernel_shape: [3], strides: [2], pads: [1, 1] } }),
  ]),
  one('AveragePool', [picture], { attributes: { ...kernel, pads: [1, 1, 1, 1], count_include_pad: 1 } }),
  one('GlobalAveragePool', [picture]),
  one('GlobalMaxPool', [picture]),
  one('GlobalAveragePool', [[2, 3, 9]]),
];

const perChannel = (count: number): readonly OnnxWeights[] => [drawn([count], 1, 0.5), drawn([count], 2)];
const normalisations = [
  one('BatchNormalization', [picture], { weights: [...perChannel(4), drawn([4], 3), drawn([4], 4, 0.2)] }),
  one('BatchNormalization', [[3, 5]], {
    weights: [...perChannel(5), drawn([5], 3), drawn([5], 4, 0.2)],
    reals: { epsilon: 0.01 },
  }),
  one('BatchNormalization', [[3, 5, 4]], { weights: [...perChannel(5), drawn([5], 3), drawn([5], 4, 0.2)] }),
  one('LayerNormalization', [[2, 3, 5]], { weights: [...perChannel(5)] }),
  one('LayerNormalization', [[2, 3, 5]], { weights: [drawn([3, 5], 1, 0.5)], attributes: { axis: 1 } }),
  one('InstanceNormalization', [picture], { weights: [...perChannel(4)] }),
  one('GroupNormalization', [picture], { weights: [...perChannel(4)], attributes: { num_groups: 2 }, opset: 21 }),
  one('LpNormalization', [[3, 7]]),
  one('LpNormalization', [[3, 7]], { attributes: { p: 1, axis: 0 } }),
];

const reductions = [
  ...['ReduceMean', 'ReduceMax', 'ReduceMin', 'ReduceL2', 'ReduceL1', 'ReduceSumSquare', 'ReduceLogSumExp'].flatMap(
    (type) => [
      one(type, [[2, 3, 4]], { attributes: { axes: [1] } }),
      one(type, [[2, 3, 4]], { attributes: { axes: [-1, 0], keepdims: 0 } }),
      one(type, [[2, 3, 4]]),
      one(type, [[2, 3, 4]], { weights: [ints(1, 2)], opset: 18 }),
    ],
  ),
  one('ReduceSum', [[2, 3, 4]], { weights: [ints(1)] }),
  one('ReduceSum', [[2, 3, 4]], { attributes: { noop_with_empty_axes: 1 } }),
  one('ReduceSum', [[2, 3, 4]], { attributes: { axes: [0], keepdims: 0 }, opset: 11 }),
  one('ReduceProd', [[2, 3, 4]], { attributes: { axes: [1] }, above: 0.3 }),
  one('ArgMax', [[2, 3, 4]], { attributes: { axis: 1 }, kind: 'int64', ...still }),
  one('ArgMax', [[2, 3, 4]], { attributes: { axis: -1, keepdims: 0 }, kind: 'int64', ...still }),
  ...['Softmax', 'LogSoftmax'].flatMap((type) => [
    one(type, [[2, 3, 4]]),
    one(type, [[2, 3, 4]], { attributes: { axis: 1 } }),
    one(type, [[2, 3, 4]], { attributes: { axis: 1 }, opset: 11 }),
    one(type, [[2, 3, 4]], { opset: 11 }),
  ]),
];

const resizing = [
  ...['half_pixel', 'pytorch_half_pixel', 'align_corners', 'asymmetric'].flatMap((place) => [
    one('Resize', [picture], {
      weights: [null, floats(1, 1, 2, 1.6)],
      attributes: { mode: 'linear', coordinate_transformation_mode: place },
    }),
    one('Resize', [picture], {
      weights: [null, null, ints(2, 4, 9, 4)],
      attributes: { mode: 'linear', coordinate_transformation_mode: place },
    }),
    one('Resize', [picture], {
      weights: [null, null, ints(2, 4, 3, 8)],
      attributes: { coordinate_transformation_mode: place },
    }),
  ]),
  ...['floor', 'ceil', 'round_prefer_ceil', 'round_prefer_floor'].map((nearest_mode) =>
    one('Resize', [picture], {
      weights: [null, floats(1, 1, 2, 1.5)],
      attributes: { nearest_mode, coordinate_transformation_mode: 'asymmetric' },
    }),
  ),
];

const recurrent = [
  ...['forward', 'reverse', 'bidirectional'].flatMap((direction) => {
    const ways = direction === 'bidirectional' ? 2 : 1;
    return [
      one('LSTM', [[4, 2, 3]], {
        weights: [drawn([ways, 20, 3]), drawn([ways, 20, 5], 2), drawn([ways, 40], 3)],
        attributes: { hidden_size: 5, direction },
        outputs: 3,
      }),
      ...[0, 1].map((linear_before_reset) =>
        one('GRU', [[4, 2, 3]], {
          weights: [drawn([ways, 15, 3]), drawn([ways, 15, 5], 2), drawn([ways, 30], 3)],
          attributes: { hidden_size: 5, direction, linear_before_reset },
          outputs: 2,
        }),
      ),
    ];
  }),
  one('LSTM', [[3, 2, 3]], {
    weights: [drawn([1, 8, 3]), drawn([1, 8, 2], 2), null, null, drawn([1, 2, 2], 4), drawn([1, 2, 2], 5)],
    attributes: { hidden_size: 2 },
  }),
];

export const operatorCases: readonly OperatorCase[] = [
  ...elementwise,
  ...pairs,
  ...shapes,
  ...pieces,
  ...products,
  ...convolutions,
  ...pools,
  ...normalisations,
  ...reductions,
  ...resizing,
  ...recurrent,
];
