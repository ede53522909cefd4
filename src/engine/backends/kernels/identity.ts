import type * as tf from '@tensorflow/tfjs-core';
import { replaceKernel, stockKernel, type WasmCall } from './wasm-kernel';

/**
 * Copies and casts to the same type, without moving memory: tensors are never written to after they are made, so two
 * may share their data, as they do on the other backends. Every operation keeps copies of its inputs for gradients.
 */
export function registerIdentity(): void {
  const copy = stockKernel('Identity');
  replaceKernel('Identity', ({ inputs, backend }: WasmCall<'x', undefined>) => {
    const { x } = inputs;
    if (x.dtype === 'string') return copy({ inputs: { x }, backend }) as tf.TensorInfo;
    backend.incRef(x.dataId);
    return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
  });
  const cast = stockKernel('Cast');
  replaceKernel('Cast', ({ inputs, attrs, backend }: WasmCall<'x', { readonly dtype: tf.DataType }>) => {
    const { x } = inputs;
    if (x.dtype !== attrs.dtype) return cast({ inputs: { x }, attrs, backend }) as tf.TensorInfo;
    backend.incRef(x.dataId);
    return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
  });
}
