import type * as tf from '@tensorflow/tfjs-core';
import { withWeights } from './packed-weights';
import { replaceKernel, stockKernel, type WasmCall } from './wasm-kernel';

/** The library's product with bias and activation, its cache of packed matrices guarded (see `packed-weights.ts`). */
export function registerFusedMatMul(): void {
  const stock = stockKernel('_FusedMatMul');
  replaceKernel('_FusedMatMul', ({ inputs, attrs, backend }: WasmCall<'a' | 'b', tf.NamedAttrMap>) =>
    withWeights(
      backend,
      inputs.b,
      inputs.b.shape,
      (b) => stock({ inputs: { ...inputs, b }, backend, attrs }) as tf.TensorInfo,
    ),
  );
}
