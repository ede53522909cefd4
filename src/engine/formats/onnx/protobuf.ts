/** The few rules of protocol buffers that reading a model's outline takes. Source: protobuf.dev/programming-guides/encoding. */

/** One field of a message: its number, and what it holds. */
export type Field =
  | { readonly number: number; readonly kind: 'number'; readonly value: bigint }
  | { readonly number: number; readonly kind: 'bytes'; readonly value: Uint8Array }
  /** Four or eight bytes, little-endian. */
  | { readonly number: number; readonly kind: 'fixed'; readonly value: Uint8Array };

/** Bytes that are no message. */
export class MessageFault extends Error {}

/** Fields of a message, in their order. @throws MessageFault while they are read */
export function* fieldsOf(bytes: Uint8Array): Generator<Field> {
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      if (at >= bytes.length) throw new MessageFault('ends inside a number');
      const byte = bytes[at];
      at += 1;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asIntN(64, value);
    }
    throw new MessageFault('holds a number of more than ten bytes');
  };
  const skip = (length: number): void => {
    if (length > bytes.length - at) throw new MessageFault('ends inside a field');
    at += length;
  };
  while (at < bytes.length) {
    const key = varint();
    const number = Number(BigInt.asUintN(64, key) >> 3n);
    if (number === 0) throw new MessageFault('holds a field without a number');
    const wire = Number(key & 7n);
    switch (wire) {
      case 0:
        yield { number, kind: 'number', value: varint() };
        break;
      case 1:
        skip(8);
        yield { number, kind: 'fixed', value: bytes.subarray(at - 8, at) };
        break;
      case 2: {
        const length = varint();
        if (length < 0n || length > BigInt(bytes.length - at)) {
          throw new MessageFault('ends inside a field');
        }
        const start = at;
        skip(Number(length));
        yield { number, kind: 'bytes', value: bytes.subarray(start, at) };
        break;
      }
      case 5:
        skip(4);
        yield { number, kind: 'fixed', value: bytes.subarray(at - 4, at) };
        break;
      default:
        throw new MessageFault(`holds a field of the unknown kind ${wire}`);
    }
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** @throws MessageFault for what is no text */
export function textOf(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new MessageFault('holds a name that is no text');
  }
}

/** Numbers of a packed field. @throws MessageFault while they are read */
export function* packedNumbers(bytes: Uint8Array): Generator<bigint> {
  let value = 0n;
  let shift = 0n;
  for (const byte of bytes) {
    if (shift > 63n) throw new MessageFault('holds a number of more than ten bytes');
    value |= BigInt(byte & 0x7f) << shift;
    shift += 7n;
    if (byte >= 0x80) continue;
    yield BigInt.asIntN(64, value);
    value = 0n;
    shift = 0n;
  }
}
