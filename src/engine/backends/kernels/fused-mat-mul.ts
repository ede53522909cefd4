import type * as tf from '@tensorflow/tfjs-core';
import { claimPackedShape } from './packed-weights';
import { floats, replaceKernel, stockKernel, type WasmCall } from './wasm-kernel';

/** The library's product with bias and activation, its cache of packed matrices guarded (see `packed-weights.ts`). */
export function registerFusedMatMul(): void {
  const stock = stockKernel('_FusedMatMul');
  replaceKernel('_FusedMatMul', ({ inputs, attrs, backend }: WasmCall<'a' | 'b', tf.NamedAttrMap>) => {
    const { b } = inputs;
    const [inner, columns] = b.shape.slice(-2);
    if (claimPackedShape(b, inner, columns)) return stock({ inputs, backend, attrs }) as tf.TensorInfo;
    const copy = backend.makeOutput(b.shape, b.dtype);
    floats(backend, copy).set(floats(backend, b));
    const product = stock({ inputs: { ...inputs, b: copy }, backend, attrs }) as tf.TensorInfo;
    backend.disposeData(copy.dataId);
    return product;
  });
}
