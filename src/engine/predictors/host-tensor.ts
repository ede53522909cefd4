import type { TensorType } from '../../shared/imported/signature';

/** Numbers on their way to or from a model that was made elsewhere, row-major. */
export interface HostTensor {
  readonly type: TensorType;
  readonly shape: readonly number[];
  readonly data: TensorData;
}
export type TensorData = Float32Array | Float64Array | Int32Array | BigInt64Array | Uint8Array;

export type HostTensors = Readonly<Record<string, HostTensor>>;

/** The same numbers in another type; whole ones are rounded, and kept within what the type holds. */
export function dataOf(type: TensorType, values: Float32Array): TensorData {
  switch (type) {
    case 'float32':
      return values;
    case 'float64':
      return Float64Array.from(values);
    case 'int32':
      return Int32Array.from(values, Math.round);
    case 'int64':
      return BigInt64Array.from(values, (value) => BigInt(Math.round(value)));
    case 'uint8':
      return clamped(values);
    default:
      return type satisfies never;
  }
}

function clamped(values: Float32Array): Uint8Array {
  return new Uint8Array(Uint8ClampedArray.from(values).buffer);
}
