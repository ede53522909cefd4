/** Which operators the lab has a differentiable form of (onnx/onnx, docs/Operators.md), and which of their settings it has not. */
import type { Attributes } from './attributes';

/** Versions of the operator set whose operators mean what the lab's do. */
export const knownOpsets = { from: 7, to: 25 } as const;

type Limit = (attributes: Attributes) => string | null;

const all: Limit = () => null;
const plainPool: Limit = (own) =>
  (own.integers('dilations') ?? []).some((step) => step !== 1) ? 'has dilations' : lined(own, 2);
const recurrent: Limit = (own) =>
  own.integer('layout', 0) !== 0 || own.has('activations') || own.has('clip') || own.integer('input_forget', 0) !== 0
    ? 'has settings of its own'
    : null;

/** Convolutions and pools have as many axes as their window. */
function lined(own: Attributes, most: number): string | null {
  const axes = own.integers('kernel_shape')?.length ?? 1;
  return axes > most ? `has a window of ${axes} axes` : null;
}

const resized: Limit = (own) => {
  const mode = own.text('mode', 'nearest');
  if (mode !== 'nearest' && mode !== 'linear') return `has the mode "${mode}"`;
  const place = own.text('coordinate_transformation_mode', 'half_pixel');
  if (!['half_pixel', 'pytorch_half_pixel', 'align_corners', 'asymmetric'].includes(place)) {
    return `has the mode "${place}"`;
  }
  if (own.integer('antialias', 0) !== 0) return 'smooths';
  return own.has('axes') || own.text('keep_aspect_ratio_policy', 'stretch') !== 'stretch'
    ? 'has settings of its own'
    : null;
};

const knownLimits = {
  Abs: all,
  Add: all,
  And: all,
  ArgMax: (own) => (own.integer('select_last_index', 0) === 0 ? null : 'takes the last of equal ones'),
  AveragePool: plainPool,
  BatchNormalization: (own) => (own.integer('training_mode', 0) === 0 ? null : 'is in training'),
  Cast: all,
  Ceil: all,
  Celu: all,
  Clip: all,
  Concat: all,
  Constant: (own) => (own.has('sparse_value') || own.has('value_string') ? 'holds what are no numbers' : null),
  ConstantOfShape: all,
  Conv: (own) => lined(own, 2),
  ConvTranspose: (own) => lined(own, 2) ?? (own.has('output_shape') ? 'states the size of its output' : null),
  Cos: all,
  Div: all,
  Dropout: all,
  Einsum: (own) =>
    /^[a-zA-Z\s,]+->[a-zA-Z\s]*$/u.test(own.text('equation', '')) ? null : 'has an equation of another kind',
  Elu: all,
  Equal: all,
  Erf: all,
  Exp: all,
  Expand: all,
  Flatten: all,
  Floor: all,
  GRU: recurrent,
  Gather: all,
  Gelu: all,
  Gemm: all,
  GlobalAveragePool: all,
  GlobalMaxPool: all,
  Greater: all,
  GreaterOrEqual: all,
  GroupNormalization: all,
  HardSigmoid: all,
  HardSwish: all,
  Identity: all,
  InstanceNormalization: all,
  LSTM: recurrent,
  LayerNormalization: all,
  LeakyRelu: all,
  Less: all,
  LessOrEqual: all,
  Log: all,
  LogSoftmax: all,
  LpNormalization: all,
  MatMul: all,
  Max: all,
  MaxPool: (own) => plainPool(own) ?? (own.integer('storage_order', 0) === 0 ? null : 'goes by columns'),
  Mean: all,
  Min: all,
  Mish: all,
  Mod: all,
  Mul: all,
  Neg: all,
  Not: all,
  Or: all,
  PRelu: all,
  Pad: (own) => (own.text('mode', 'constant') === 'wrap' ? 'goes round' : null),
  Pow: all,
  Range: all,
  Reciprocal: all,
  ReduceL1: all,
  ReduceL2: all,
  ReduceLogSumExp: all,
  ReduceMax: all,
  ReduceMean: all,
  ReduceMin: all,
  ReduceProd: all,
  ReduceSum: all,
  ReduceSumSquare: all,
  Relu: all,
  Reshape: all,
  Resize: resized,
  Round: all,
  Selu: all,
  Shape: all,
  Sigmoid: all,
  Sign: all,
  Sin: all,
  Size: all,
  Slice: all,
  Softmax: all,
  Softplus: all,
  Softsign: all,
  Split: all,
  Sqrt: all,
  Squeeze: all,
  Sub: all,
  Sum: all,
  Tanh: all,
  Tile: all,
  Transpose: all,
  Trilu: all,
  Unsqueeze: all,
  Where: all,
  Xor: all,
} as const satisfies Readonly<Record<string, Limit>>;

export type OperatorName = keyof typeof knownLimits;

export function isKnown(operator: string): operator is OperatorName {
  return Object.hasOwn(knownLimits, operator);
}

/** Why the lab has no form of such a node; a clause after "the operator X". Null: it has. */
export function operatorLimit(operator: string, domain: string, attributes: Attributes): string | null {
  if (domain !== '' && domain !== 'ai.onnx') return `is one of "${domain}", which the lab does not know`;
  if (!isKnown(operator)) return 'is not known to the lab';
  if (attributes.hasGraphs) return 'holds graphs of its own';
  const limit = knownLimits[operator](attributes);
  return limit === null ? null : `${limit}, which the lab does not do`;
}
