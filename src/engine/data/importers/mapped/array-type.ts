import { quoted, RowProblem } from '../../../files/row-problem';

/** How one number, or one text, of an array is stored. */
export interface ArrayType {
  readonly bytes: number;
  readonly decode: (view: DataView, at: number) => number | string;
}

function numbers(bytes: number, decode: (view: DataView, at: number) => number): ArrayType {
  return { bytes, decode };
}

/** Little-endian, or of one byte; by what NumPy and safetensors call them. */
const float16 = numbers(2, (view, at) => halfOf(view.getUint16(at, true)));
const float32 = numbers(4, (view, at) => view.getFloat32(at, true));
const float64 = numbers(8, (view, at) => view.getFloat64(at, true));
const int8 = numbers(1, (view, at) => view.getInt8(at));
const int16 = numbers(2, (view, at) => view.getInt16(at, true));
const int32 = numbers(4, (view, at) => view.getInt32(at, true));
const int64 = numbers(8, (view, at) => Number(view.getBigInt64(at, true)));
const uint8 = numbers(1, (view, at) => view.getUint8(at));
const uint16 = numbers(2, (view, at) => view.getUint16(at, true));
const uint32 = numbers(4, (view, at) => view.getUint32(at, true));
const uint64 = numbers(8, (view, at) => Number(view.getBigUint64(at, true)));
/** The upper half of a 32-bit number. */
const brain16 = numbers(2, (view, at) => brainOf(view.getUint16(at, true)));

const numpy: Readonly<Record<string, ArrayType>> = {
  ...{ '<f2': float16, '<f4': float32, '<f8': float64 },
  ...{ '|i1': int8, '<i2': int16, '<i4': int32, '<i8': int64 },
  ...{ '|u1': uint8, '<u2': uint16, '<u4': uint32, '<u8': uint64, '|b1': uint8 },
};
const safetensors: Readonly<Record<string, ArrayType>> = {
  ...{ F16: float16, BF16: brain16, F32: float32, F64: float64 },
  ...{ I8: int8, I16: int16, I32: int32, I64: int64 },
  ...{ U8: uint8, U16: uint16, U32: uint32, U64: uint64, BOOL: uint8 },
};
const LONGEST_TEXT = 10_000;

/** @throws RowProblem for what is not read */
export function numpyType(descr: string, name: string): ArrayType {
  if (Object.hasOwn(numpy, descr)) return numpy[descr];
  const text = /^([<|])([US])(\d{1,5})$/u.exec(descr);
  const length = Number(text?.[3]);
  if (text !== null && length > 0 && length <= LONGEST_TEXT)
    return text[2] === 'U' ? wideText(length) : narrowText(length);
  throw new RowProblem(
    `${quoted(name)} holds ${quoted(descr)}, which is not read. Save it as float32: a.astype("float32").`,
  );
}

/** @throws RowProblem for what is not read */
export function safetensorsType(dtype: unknown, name: string): ArrayType {
  if (typeof dtype === 'string' && Object.hasOwn(safetensors, dtype)) return safetensors[dtype];
  throw new RowProblem(`${quoted(name)} holds ${quoted(String(dtype))}, which is not read.`);
}

function wideText(length: number): ArrayType {
  return {
    bytes: 4 * length,
    decode: (view, at) => {
      let text = '';
      for (let place = 0; place < length; place += 1) {
        const code = view.getUint32(at + 4 * place, true);
        if (code === 0) break;
        text += code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
      }
      return text;
    },
  };
}

function narrowText(length: number): ArrayType {
  return {
    bytes: length,
    decode: (view, at) => {
      const bytes = new Uint8Array(view.buffer, view.byteOffset + at, length);
      const end = bytes.indexOf(0);
      return new TextDecoder().decode(end === -1 ? bytes : bytes.subarray(0, end));
    },
  };
}

/** IEEE 754, binary16. */
function halfOf(bits: number): number {
  const sign = bits >= 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}

function brainOf(bits: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint16(0, bits);
  return view.getFloat32(0);
}
