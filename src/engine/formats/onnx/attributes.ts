import { fieldsOf, MessageFault, packedNumbers, textOf } from './protobuf';
import { readTensor, type GraphTensor } from './tensor';

/** Settings of a node. Source: AttributeProto of onnx.proto. */
export interface Attributes {
  /** Graphs within, which branches and loops have. */
  readonly hasGraphs: boolean;
  has(name: string): boolean;
  integer(name: string, otherwise: number): number;
  integers(name: string): readonly number[] | null;
  number(name: string, otherwise: number): number;
  numbers(name: string): readonly number[] | null;
  text(name: string, otherwise: string): string;
  tensor(name: string): GraphTensor | null;
}

type Setting =
  | { readonly kind: 'integers' | 'numbers'; readonly values: readonly number[] }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'tensor'; readonly tensor: GraphTensor }
  | { readonly kind: 'graph' | 'other' };

const field = { name: 1, f: 2, i: 3, s: 4, t: 5, g: 6, floats: 7, ints: 8, graphs: 11 } as const;

/** @param messages of one node. @throws MessageFault */
export function readAttributes(messages: readonly Uint8Array[]): Attributes {
  const settings = new Map(messages.map(readSetting));
  const values = (name: string, kind: 'integers' | 'numbers'): readonly number[] | null => {
    const own = settings.get(name);
    return own?.kind === kind ? own.values : null;
  };
  return {
    hasGraphs: [...settings.values()].some(({ kind }) => kind === 'graph'),
    has: (name) => settings.has(name),
    integer: (name, otherwise) => values(name, 'integers')?.at(0) ?? otherwise,
    integers: (name) => values(name, 'integers'),
    number: (name, otherwise) => values(name, 'numbers')?.at(0) ?? otherwise,
    numbers: (name) => values(name, 'numbers'),
    text: (name, otherwise) => {
      const own = settings.get(name);
      return own?.kind === 'text' ? own.text : otherwise;
    },
    tensor: (name) => {
      const own = settings.get(name);
      return own?.kind === 'tensor' ? own.tensor : null;
    },
  };
}

function readSetting(message: Uint8Array): readonly [string, Setting] {
  let name = '';
  let setting: Setting = { kind: 'other' };
  const integers: number[] = [];
  const numbers: number[] = [];
  for (const one of fieldsOf(message)) {
    switch (one.kind) {
      case 'number':
        if (one.number === field.i || one.number === field.ints) integers.push(Number(one.value));
        break;
      case 'fixed':
        if (one.number === field.f || one.number === field.floats) numbers.push(floatOf(one.value));
        break;
      case 'bytes':
        if (one.number === field.name) name = textOf(one.value);
        else if (one.number === field.ints) integers.push(...[...packedNumbers(one.value)].map(Number));
        else if (one.number === field.floats) numbers.push(...floatsOf(one.value));
        else if (one.number === field.s) setting = { kind: 'text', text: textOf(one.value) };
        else if (one.number === field.t) setting = { kind: 'tensor', tensor: readTensor(one.value) };
        else if (one.number === field.g || one.number === field.graphs) setting = { kind: 'graph' };
        break;
      default:
        one satisfies never;
    }
  }
  if (setting.kind !== 'other') return [name, setting];
  if (numbers.length > 0) return [name, { kind: 'numbers', values: numbers }];
  return [name, { kind: 'integers', values: integers }];
}

function floatOf(bytes: Uint8Array): number {
  if (bytes.byteLength !== 4) throw new MessageFault('holds a setting of a size that cannot be');
  return new DataView(bytes.buffer, bytes.byteOffset, 4).getFloat32(0, true);
}

function floatsOf(bytes: Uint8Array): readonly number[] {
  if (bytes.byteLength % 4 !== 0) throw new MessageFault('holds settings of a size that cannot be');
  return Array.from({ length: bytes.byteLength / 4 }, (_, at) => floatOf(bytes.subarray(4 * at, 4 * at + 4)));
}
