/** ONNX files, written without any library: as onnx.proto (onnx/onnx) numbers their fields. Equal models give equal bytes. */

/** Whole numbers, one or several; a number that need not be whole; a text. */
export type OnnxAttribute = number | readonly number[] | { readonly float: number } | { readonly text: string };

export interface OnnxWeights {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array | BigInt64Array | Uint8Array;
  /** Lies in a file of this name, or so the model says. */
  readonly external?: string;
}

export interface OnnxNode {
  readonly type: string;
  /** What people call it; left out: nothing. */
  readonly name?: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, OnnxAttribute>>;
}

export interface OnnxValue {
  readonly name: string;
  readonly type: 'float32' | 'int64';
  /** Sizes; a name where any will do. */
  readonly shape: readonly (number | string)[];
  /** What it holds, for people. */
  readonly told?: string;
}

export interface OnnxModel {
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly weights?: readonly OnnxWeights[];
  readonly nodes: readonly OnnxNode[];
  /** Name of the graph. */
  readonly name?: string;
  readonly producer?: { readonly name: string; readonly version: string };
  /** What it is, for people. */
  readonly told?: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** Version of the file format, and of the set of operators: what runtimes of 2022 and later read. */
const IR_VERSION = 8;
export const OPERATOR_SET = 17;

const elementTypes = { float32: 1, int64: 7, bool: 9 } as const;
/** Kinds of attributes in onnx.proto. */
const kinds = { float: 1, int: 2, text: 3, ints: 7 } as const;

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
  const sizes = shape.map((size) => bytes(1, typeof size === 'number' ? number(1, size) : bytes(2, size)));
  return Buffer.concat([
    bytes(1, name),
    bytes(2, bytes(1, number(1, elementTypes[type]), bytes(2, ...sizes))),
    ...text(3, told),
  ]);
}

function typeOf(data: OnnxWeights['data']): number {
  if (data instanceof Float32Array) return elementTypes.float32;
  return data instanceof BigInt64Array ? elementTypes.int64 : elementTypes.bool;
}

function tensor({ name, shape, data, external }: OnnxWeights): Buffer {
  return Buffer.concat([
    ...shape.map((size) => number(1, size)),
    number(2, typeOf(data)),
    bytes(8, name),
    ...(external === undefined
      ? [bytes(9, Buffer.from(data.buffer, data.byteOffset, data.byteLength))]
      : [bytes(13, bytes(1, 'location'), bytes(2, external)), number(14, 1)]),
  ]);
}

function attribute(name: string, value: OnnxAttribute): Buffer {
  if (typeof value === 'number') return bytes(5, bytes(1, name), number(3, value), number(20, kinds.int));
  if ('float' in value) return bytes(5, bytes(1, name), float(2, value.float), number(20, kinds.float));
  if ('text' in value) return bytes(5, bytes(1, name), bytes(4, value.text), number(20, kinds.text));
  return bytes(5, bytes(1, name), ...value.map((one) => number(8, one)), number(20, kinds.ints));
}

function node({ type, name, inputs, outputs, attributes = {} }: OnnxNode): Buffer {
  return Buffer.concat([
    ...inputs.map((input) => bytes(1, input)),
    ...outputs.map((output) => bytes(2, output)),
    ...text(3, name),
    bytes(4, type),
    ...Object.entries(attributes).map(([own, value]) => attribute(own, value)),
  ]);
}

export function onnxFile(model: OnnxModel): Uint8Array {
  const { inputs, outputs, weights = [], nodes, name = 'graph', producer, told, metadata = {} } = model;
  const graph = [
    ...nodes.map((one) => bytes(1, node(one))),
    bytes(2, name),
    ...weights.map((one) => bytes(5, tensor(one))),
    ...inputs.map((one) => bytes(11, valueInfo(one))),
    ...outputs.map((one) => bytes(12, valueInfo(one))),
  ];
  return Buffer.concat([
    number(1, IR_VERSION),
    ...text(2, producer?.name),
    ...text(3, producer?.version),
    ...text(6, told),
    bytes(7, ...graph),
    bytes(8, number(2, OPERATOR_SET)),
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
