/** ONNX files, written without any library: as onnx.proto (onnx/onnx) numbers their fields. Equal models give equal bytes. */

/** Whole numbers, one or several; a text; numbers that need not be whole; weights. */
export type OnnxAttribute =
  | number
  | readonly number[]
  | string
  | { readonly real: number | readonly number[] }
  | { readonly tensor: OnnxWeights };

export interface OnnxWeights {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array | BigInt64Array | Uint8Array;
  /** Bytes are unsigned whole numbers unless they are true and false. */
  readonly isBool?: boolean;
  /** Lies in a file of this name, or so the model says. */
  readonly external?: string;
}

export interface OnnxNode {
  readonly type: string;
  /** Whose operator it is; left out: ONNX's own. */
  readonly domain?: string;
  /** What people call it; left out: nothing. */
  readonly name?: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, OnnxAttribute>>;
}

export interface OnnxValue {
  readonly name: string;
  readonly type: keyof typeof elementTypes;
  /** Sizes; a name where any will do. Left out: not said. */
  readonly shape?: readonly (number | string)[];
  /** What it holds, for people. */
  readonly told?: string;
}

export interface OnnxModel {
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly weights?: readonly OnnxWeights[];
  readonly nodes: readonly OnnxNode[];
  /** What is said of tensors within. */
  readonly values?: readonly OnnxValue[];
  /** Of operators; left out: `OPERATOR_SET`. */
  readonly set?: number;
  /** Name of the graph. */
  readonly name?: string;
  readonly producer?: { readonly name: string; readonly version: string };
  /** What it is, for people. */
  readonly told?: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** Version of the file format, and of the set of operators: what runtimes of 2022 and later read. */
const IR_VERSION = 8;
const OPERATOR_SET = 17;

const elementTypes = { float32: 1, uint8: 2, int32: 6, int64: 7, bool: 9 } as const;
/** Kinds of attributes in onnx.proto. */
const kinds = { float: 1, int: 2, text: 3, tensor: 4, floats: 6, ints: 7 } as const;

function varint(value: number | bigint): readonly number[] {
  let left = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  do {
    bytes.push(Number(left & 0x7fn) | (left > 0x7fn ? 0x80 : 0));
    left >>= 7n;
  } while (left > 0n);
  return bytes;
}

const number = (field: number, value: number | bigint): Buffer =>
  Buffer.from([...varint(field << 3), ...varint(value)]);

const bytes = (field: number, ...parts: readonly (Uint8Array | string)[]): Buffer => {
  const content = parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part));
  const length = content.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([Buffer.from([...varint((field << 3) | 2), ...varint(length)]), ...content]);
};

const text = (field: number, value: string | undefined): readonly Buffer[] =>
  value === undefined ? [] : [bytes(field, value)];

function float(field: number, value: number): Buffer {
  const content = Buffer.alloc(4);
  content.writeFloatLE(value);
  return Buffer.concat([Buffer.from(varint((field << 3) | 5)), content]);
}

function valueInfo({ name, type, shape, told }: OnnxValue): Buffer {
  const sizes = shape?.map((size) => bytes(1, typeof size === 'number' ? number(1, size) : bytes(2, size)));
  return Buffer.concat([
    bytes(1, name),
    bytes(2, bytes(1, number(1, elementTypes[type]), ...(sizes === undefined ? [] : [bytes(2, ...sizes)]))),
    ...text(3, told),
  ]);
}

function typeOf({ data, isBool = false }: OnnxWeights): number {
  if (data instanceof Float32Array) return elementTypes.float32;
  if (data instanceof BigInt64Array) return elementTypes.int64;
  return isBool ? elementTypes.bool : elementTypes.uint8;
}

function tensor(weights: OnnxWeights): Buffer {
  const { name, shape, data, external } = weights;
  return Buffer.concat([
    ...shape.map((size) => number(1, size)),
    number(2, typeOf(weights)),
    bytes(8, name),
    ...(external === undefined
      ? [bytes(9, Buffer.from(data.buffer, data.byteOffset, data.byteLength))]
      : [bytes(13, bytes(1, 'location'), bytes(2, external)), number(14, 1)]),
  ]);
}

function attribute(name: string, value: OnnxAttribute): Buffer {
  const of = (kind: number, ...parts: readonly Buffer[]): Buffer =>
    bytes(5, bytes(1, name), ...parts, number(20, kind));
  if (typeof value === 'number') return of(kinds.int, number(3, value));
  if (typeof value === 'string') return of(kinds.text, bytes(4, value));
  if ('tensor' in value) return of(kinds.tensor, bytes(5, tensor(value.tensor)));
  if (!('real' in value)) return of(kinds.ints, ...value.map((one) => number(8, one)));
  const { real } = value;
  return typeof real === 'number'
    ? of(kinds.float, float(2, real))
    : of(kinds.floats, ...real.map((one) => float(7, one)));
}

function node({ type, domain, name, inputs, outputs, attributes = {} }: OnnxNode): Buffer {
  return Buffer.concat([
    ...inputs.map((input) => bytes(1, input)),
    ...outputs.map((output) => bytes(2, output)),
    ...text(3, name),
    bytes(4, type),
    ...Object.entries(attributes).map(([own, value]) => attribute(own, value)),
    ...text(7, domain),
  ]);
}

export function onnxFile(model: OnnxModel): Uint8Array {
  const { inputs, outputs, weights = [], nodes, values = [], set = OPERATOR_SET } = model;
  const { name = 'graph', producer, told, metadata = {} } = model;
  const graph = [
    ...nodes.map((one) => bytes(1, node(one))),
    bytes(2, name),
    ...weights.map((one) => bytes(5, tensor(one))),
    ...inputs.map((one) => bytes(11, valueInfo(one))),
    ...outputs.map((one) => bytes(12, valueInfo(one))),
    ...values.map((one) => bytes(13, valueInfo(one))),
  ];
  return Buffer.concat([
    number(1, IR_VERSION),
    ...text(2, producer?.name),
    ...text(3, producer?.version),
    ...text(6, told),
    bytes(7, ...graph),
    bytes(8, number(2, set)),
    onnxMetadata(metadata),
  ]);
}

/**
 * What a file says of its model besides. Parts of a message that follow one another are one message, so that these bytes behind
 * those of a file are a file that says this too.
 */
export function onnxMetadata(metadata: Readonly<Record<string, string>>): Uint8Array {
  return Buffer.concat(Object.entries(metadata).map(([key, value]) => bytes(14, bytes(1, key), bytes(2, value))));
}
