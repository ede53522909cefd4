import { fieldsOf, MessageFault, packedNumbers, textOf } from './protobuf';

/** What the numbers of a tensor are to the lab: real, whole, or true and false. */
export type ElementKind = 'float' | 'int' | 'bool';

/** Numbers that a graph holds, row-major. */
export interface GraphTensor {
  readonly name: string;
  readonly kind: ElementKind;
  readonly shape: readonly number[];
  readonly numbers: Float32Array | Float64Array;
}

/** Of TensorProto in onnx.proto. */
const field = {
  ...{ dims: 1, type: 2, floats: 4, ints: 5, longs: 7, name: 8, raw: 9, doubles: 10, unsigned: 11 },
} as const;

interface Element {
  readonly kind: ElementKind;
  readonly bytes: number;
  readonly read: (view: DataView, at: number) => number;
}

/** Element types whose numbers the lab reads, by their number in onnx.proto. */
const elements: Readonly<Partial<Record<number, Element>>> = {
  1: { kind: 'float', bytes: 4, read: (view, at) => view.getFloat32(at, true) },
  2: { kind: 'int', bytes: 1, read: (view, at) => view.getUint8(at) },
  3: { kind: 'int', bytes: 1, read: (view, at) => view.getInt8(at) },
  4: { kind: 'int', bytes: 2, read: (view, at) => view.getUint16(at, true) },
  5: { kind: 'int', bytes: 2, read: (view, at) => view.getInt16(at, true) },
  6: { kind: 'int', bytes: 4, read: (view, at) => view.getInt32(at, true) },
  7: { kind: 'int', bytes: 8, read: (view, at) => Number(view.getBigInt64(at, true)) },
  9: { kind: 'bool', bytes: 1, read: (view, at) => view.getUint8(at) },
  11: { kind: 'float', bytes: 8, read: (view, at) => view.getFloat64(at, true) },
  12: { kind: 'int', bytes: 4, read: (view, at) => view.getUint32(at, true) },
};

/** The kind of such numbers; null of those that the lab does not read. */
export function kindOf(type: number): ElementKind | null {
  return elements[type]?.kind ?? null;
}

/** Half precision and the like, text. */
export class ElementFault extends Error {}

/** @throws MessageFault for numbers that are fewer or more than the sizes say; ElementFault for a type that is not read */
export function readTensor(message: Uint8Array): GraphTensor {
  const shape: number[] = [];
  const typed: number[] = [];
  let type = 0;
  let name = '';
  let raw: Uint8Array | null = null;
  for (const one of fieldsOf(message)) {
    if (one.number === field.dims) shape.push(...wholeNumbers(one));
    else if (one.number === field.type && one.kind === 'number') type = Number(one.value);
    else if (one.number === field.name && one.kind === 'bytes') name = textOf(one.value);
    else if (one.number === field.raw && one.kind === 'bytes') raw = one.value;
    else if ([field.ints, field.longs, field.unsigned].some((own) => own === one.number))
      append(typed, wholeNumbers(one));
    else if (one.number === field.floats) append(typed, realNumbers(one, 4));
    else if (one.number === field.doubles) append(typed, realNumbers(one, 8));
  }
  const element = elements[type];
  if (element === undefined) throw new ElementFault(`type ${type}`);
  const count = shape.reduce((product, size) => product * size, 1);
  if (shape.some((size) => size < 0) || !Number.isSafeInteger(count)) {
    throw new MessageFault('holds weights of a size that cannot be');
  }
  const held = raw === null ? typed.length : raw.byteLength / element.bytes;
  if (held !== count) throw new MessageFault(`holds ${held} numbers for weights of ${count}`);
  return {
    name,
    kind: element.kind,
    shape,
    numbers: raw === null ? numbersIn(element, typed) : rawNumbers(element, raw),
  };
}

interface Read {
  readonly kind: 'number' | 'bytes' | 'fixed';
  readonly value: bigint | Uint8Array;
}

function wholeNumbers({ value }: Read): readonly number[] {
  return typeof value === 'bigint' ? [Number(value)] : [...packedNumbers(value)].map(Number);
}

function realNumbers({ value }: Read, bytes: 4 | 8): readonly number[] {
  if (typeof value === 'bigint' || value.byteLength % bytes !== 0) {
    throw new MessageFault('holds weights of a size that cannot be');
  }
  const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
  return Array.from({ length: value.byteLength / bytes }, (_, at) =>
    bytes === 4 ? view.getFloat32(4 * at, true) : view.getFloat64(8 * at, true),
  );
}

/** Not by arguments, of which there may be too many. */
function append(to: number[], more: readonly number[]): void {
  for (const one of more) to.push(one);
}

function numbersIn({ kind }: Element, values: readonly number[]): GraphTensor['numbers'] {
  return kind === 'float' ? Float32Array.from(values) : Float64Array.from(values);
}

function rawNumbers({ kind, bytes, read }: Element, raw: Uint8Array): GraphTensor['numbers'] {
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  const numbers =
    kind === 'float' ? new Float32Array(raw.byteLength / bytes) : new Float64Array(raw.byteLength / bytes);
  for (let at = 0; at < numbers.length; at += 1) numbers[at] = read(view, at * bytes);
  return numbers;
}
