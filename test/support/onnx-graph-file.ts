/** ONNX files with whatever an operator may have, of any operator set, for tests of what reads them: as onnx.proto (onnx/onnx) numbers fields. */

type Shape = readonly (number | string)[];
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
  readonly domain?: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Whole numbers, one or several; in `reals` others; a text; in `tensors` weights. */
  readonly attributes?: Readonly<Record<string, number | readonly number[] | string>>;
  readonly reals?: Readonly<Record<string, number | readonly number[]>>;
  readonly tensors?: Readonly<Record<string, OnnxWeights>>;
}
export interface OnnxValue {
  readonly name: string;
  readonly type: keyof typeof elementTypes;
  /** Absent: not said. */
  readonly shape?: Shape;
}
export interface OnnxModel {
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly weights?: readonly OnnxWeights[];
  readonly nodes: readonly OnnxNode[];
  /** Of tensors within. */
  readonly values?: readonly OnnxValue[];
  /** Operator set. */
  readonly opset?: number;
}

const elementTypes = { float32: 1, uint8: 2, int32: 6, int64: 7, bool: 9 } as const;

function varint(value: number | bigint): number[] {
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
  const content = Buffer.concat(parts.map((part) => Buffer.from(part)));
  return Buffer.concat([Buffer.from([...varint((field << 3) | 2), ...varint(content.length)]), content]);
};

function valueInfo({ name, type, shape }: OnnxValue): Buffer {
  const sizes = shape?.map((size) => bytes(1, typeof size === 'number' ? number(1, size) : bytes(2, size)));
  const stated = sizes === undefined ? [] : [bytes(2, ...sizes)];
  return Buffer.concat([bytes(1, name), bytes(2, bytes(1, number(1, elementTypes[type]), ...stated))]);
}

function tensor({ name, shape, data, external, isBool = false }: OnnxWeights): Buffer {
  const content = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return Buffer.concat([
    ...shape.map((size) => number(1, size)),
    number(2, data instanceof Float32Array ? 1 : data instanceof BigInt64Array ? 7 : isBool ? 9 : 2),
    bytes(8, name),
    ...(external === undefined
      ? [bytes(9, content)]
      : [bytes(13, bytes(1, 'location'), bytes(2, external)), number(14, 1)]),
  ]);
}

const real = (field: number, value: number): Buffer => {
  const content = Buffer.alloc(4);
  content.writeFloatLE(value);
  return Buffer.concat([Buffer.from(varint((field << 3) | 5)), content]);
};

function node({ type, domain, inputs, outputs, attributes = {}, reals = {}, tensors = {} }: OnnxNode): Buffer {
  return Buffer.concat([
    ...inputs.map((name) => bytes(1, name)),
    ...outputs.map((name) => bytes(2, name)),
    bytes(4, type),
    ...Object.entries(attributes).map(([name, value]) => {
      if (typeof value === 'string') return bytes(5, bytes(1, name), bytes(4, value), number(20, 3));
      return typeof value === 'number'
        ? bytes(5, bytes(1, name), number(3, value), number(20, 2))
        : bytes(5, bytes(1, name), ...value.map((one) => number(8, one)), number(20, 7));
    }),
    ...Object.entries(reals).map(([name, value]) =>
      typeof value === 'number'
        ? bytes(5, bytes(1, name), real(2, value), number(20, 1))
        : bytes(5, bytes(1, name), ...value.map((one) => real(7, one)), number(20, 6)),
    ),
    ...Object.entries(tensors).map(([name, value]) => bytes(5, bytes(1, name), bytes(5, tensor(value)), number(20, 4))),
    ...(domain === undefined ? [] : [bytes(7, domain)]),
  ]);
}

export function onnxFile({ inputs, outputs, weights = [], nodes, values = [], opset = 17 }: OnnxModel): Uint8Array {
  const graph = Buffer.concat([
    ...nodes.map((one) => bytes(1, node(one))),
    bytes(2, 'graph'),
    ...weights.map((one) => bytes(5, tensor(one))),
    ...inputs.map((one) => bytes(11, valueInfo(one))),
    ...outputs.map((one) => bytes(12, valueInfo(one))),
    ...values.map((one) => bytes(13, valueInfo(one))),
  ]);
  return Buffer.concat([number(1, 8), bytes(7, graph), bytes(8, number(2, opset))]);
}
