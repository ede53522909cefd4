import { describe, expect, test } from 'vitest';
import { LabError } from '../../../src/shared/errors';
import { readSafetensors, writeSafetensors } from '../../../src/engine/models/safetensors';

/** A file from its header, as text or bytes, and so many bytes of data. */
function file(header: string | Uint8Array, dataBytes: number, statedLength?: bigint): Uint8Array {
  const text = typeof header === 'string' ? new TextEncoder().encode(header) : header;
  const bytes = new Uint8Array(8 + text.length + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, statedLength ?? BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes;
}

const entry = (begin: number, end: number, shape: readonly number[] = [(end - begin) / 4], dtype = 'F32'): string =>
  JSON.stringify({ dtype, shape, data_offsets: [begin, end] });

test('what is written is read, and equal content gives equal bytes', () => {
  const a = { shape: [2, 3], data: Float32Array.from([1, -2, 3.5, 0, 1e-40, Infinity]) };
  const scalar = { shape: [], data: Float32Array.from([7]) };
  const none = { shape: [0, 4], data: new Float32Array(0) };
  const metadata = { z: 'last', a: 'first' };
  const bytes = writeSafetensors({
    tensors: new Map([
      ['b', scalar],
      ['a', a],
      ['ö', none],
    ]),
    metadata,
  });
  const read = readSafetensors(bytes, 'f');
  expect(Object.fromEntries(read.tensors)).toEqual({ a, b: scalar, ö: none });
  expect(read.metadata).toEqual(metadata);
  const again = writeSafetensors({
    tensors: new Map([
      ['ö', none],
      ['a', a],
      ['b', scalar],
    ]),
    metadata: { a: 'first', z: 'last' },
  });
  expect(again).toEqual(bytes);
});

test('the bytes are those of the format', () => {
  const bytes = writeSafetensors({
    tensors: new Map([['w', { shape: [1], data: Float32Array.from([1]) }]]),
    metadata: {},
  });
  const header = '{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}';
  const padded = header.padEnd(Math.ceil(header.length / 8) * 8);
  expect([...bytes.subarray(0, 8)]).toEqual([padded.length, 0, 0, 0, 0, 0, 0, 0]);
  expect(new TextDecoder().decode(bytes.subarray(8, 8 + padded.length))).toBe(padded);
  expect([...bytes.subarray(8 + padded.length)]).toEqual([0, 0, 0x80, 0x3f]);
});

test('reads from the middle of a buffer, aligned or not', () => {
  const bytes = file(`{"w":${entry(0, 4)}}`, 4);
  const shifted = new Uint8Array(bytes.length + 3);
  shifted.set(bytes, 3);
  expect(readSafetensors(shifted.subarray(3), 'f').tensors.get('w')?.data).toEqual(new Float32Array(1));
});

test('names that are properties of objects are names like any other', () => {
  const { tensors } = readSafetensors(file(`{"__proto__":${entry(0, 4)},"constructor":${entry(4, 8)}}`, 8), 'f');
  expect([...tensors.keys()]).toEqual(['__proto__', 'constructor']);
});

const hostile: readonly { readonly what: string; readonly bytes: Uint8Array; readonly message: string }[] = [
  { what: 'nothing', bytes: new Uint8Array(0), message: 'is too short for a safetensors file.' },
  {
    what: 'a huge header',
    bytes: file('{}', 0, 2n ** 63n),
    message: 'has a header of 9223372036854775808 bytes; at most 10000000 are read.',
  },
  { what: 'a header beyond the end', bytes: file('{}', 0, 3n), message: 'ends inside its header.' },
  { what: 'no JSON', bytes: file('{"w"', 0), message: 'has a header that is not JSON.' },
  { what: 'no text', bytes: file(Uint8Array.of(0xff, 0xfe), 0), message: 'has a header that is not JSON.' },
  { what: 'a list', bytes: file('[]', 0), message: 'has a header that is not a JSON object.' },
  { what: 'null', bytes: file('null', 0), message: 'has a header that is not a JSON object.' },
  {
    what: 'metadata that are not text',
    bytes: file('{"__metadata__":{"a":1}}', 0),
    message: 'has metadata "a" that are not text.',
  },
  {
    what: 'an entry that is no object',
    bytes: file('{"w":3}', 0),
    message: 'describes tensor "w" by something that is not a JSON object.',
  },
  {
    what: 'another type',
    bytes: file(`{"w":${entry(0, 4, [2], 'F16')}}`, 4),
    message: 'holds tensor "w" as "F16"; only F32 is read.',
  },
  {
    what: 'no type',
    bytes: file('{"w":{"shape":[1],"data_offsets":[0,4]}}', 4),
    message: 'holds tensor "w" as nothing; only F32 is read.',
  },
  {
    what: 'a negative size',
    bytes: file(`{"w":${entry(0, 4, [-1, -1])}}`, 4),
    message: 'gives tensor "w" a shape that is not a list of whole numbers.',
  },
  {
    what: 'sizes whose product overflows',
    bytes: file(`{"w":${entry(0, 4, [2 ** 52, 2 ** 52, 2 ** 52])}}`, 4),
    message: `gives tensor "w" 4 bytes, but its shape needs ${4 * (2 ** 52) ** 3}.`,
  },
  {
    what: 'fractional offsets',
    bytes: file('{"w":{"dtype":"F32","shape":[1],"data_offsets":[0.5,4.5]}}', 8),
    message: 'gives tensor "w" offsets that are not two whole numbers.',
  },
  {
    what: 'offsets beyond the data',
    bytes: file(`{"w":${entry(0, 8)}}`, 4),
    message: 'places tensor "w" outside the 4 bytes of data.',
  },
  {
    what: 'offsets that run backwards',
    bytes: file(`{"w":${entry(4, 0, [1])}}`, 4),
    message: 'places tensor "w" outside the 4 bytes of data.',
  },
  {
    what: 'a shape that does not fit',
    bytes: file(`{"w":${entry(0, 4, [2])}}`, 4),
    message: 'gives tensor "w" 4 bytes, but its shape needs 8.',
  },
  {
    what: 'overlapping tensors',
    bytes: file(`{"v":${entry(0, 8)},"w":${entry(4, 12)}}`, 12),
    message: 'lets tensor "w" overlap another one.',
  },
  {
    what: 'a gap between tensors',
    bytes: file(`{"v":${entry(0, 4)},"w":${entry(8, 12)}}`, 12),
    message: 'leaves 4 unused bytes before tensor "w".',
  },
  { what: 'bytes after the last tensor', bytes: file('{}', 5), message: 'has 5 bytes after its last tensor.' },
];

describe('a file that is not to be trusted', () => {
  test.each(hostile)('$what', ({ bytes, message }) => {
    let thrown: unknown = null;
    try {
      readSafetensors(bytes, 'weights.safetensors');
    } catch (caught) {
      thrown = caught;
    }
    expect(thrown).toBeInstanceOf(LabError);
    expect(thrown).toMatchObject({ code: 'damaged', message, where: 'weights.safetensors' });
  });

  test('every truncation of a good file is noticed', () => {
    const bytes = writeSafetensors({
      tensors: new Map([['w', { shape: [3], data: Float32Array.from([1, 2, 3]) }]]),
      metadata: { a: 'b' },
    });
    for (let length = 0; length < bytes.length; length += 1) {
      expect(() => readSafetensors(bytes.subarray(0, length), 'f')).toThrow(LabError);
    }
  });
});
