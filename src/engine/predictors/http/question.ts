import type { TensorType } from '../../../shared/imported/signature';
import type { HostTensors } from '../host-tensor';

const names: Readonly<Record<TensorType, string>> = {
  float32: 'F32',
  float64: 'F64',
  int32: 'I32',
  int64: 'I64',
  uint8: 'U8',
};

/**
 * Tensors as a safetensors file (github.com/huggingface/safetensors): length of the header as 8 bytes, the header as JSON,
 * the numbers, little-endian.
 */
export function encodeQuestion(inputs: HostTensors): Uint8Array {
  let end = 0;
  const header = Object.entries(inputs).map(([name, { type, shape, data }]) => {
    const begin = end;
    end += data.byteLength;
    return [name, { dtype: names[type], shape, data_offsets: [begin, end] }] as const;
  });
  const text = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)));
  // Numbers begin at a multiple of 8, so that who reads them can take them as they lie.
  const length = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(8 + length + end);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  bytes.fill(0x20, 8, 8 + length);
  bytes.set(text, 8);
  let at = 8 + length;
  for (const { data } of Object.values(inputs)) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return bytes;
}
