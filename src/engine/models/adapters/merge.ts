import type { StoredTensor } from '../safetensors';
import type { HostParameters } from '../parameters';
import { isOfAdapter, type AdapterMatrix } from './matrix';

/**
 * K + (a/r) Aᵀ Bᵀ of every adapted kernel, in double precision, rounded once: the same on every machine. All other tensors are
 * passed on, heads that learned beside the adapters in place of those before.
 *
 * @throws Error where a kernel or an adapter is missing
 */
export function merged(
  weights: HostParameters,
  adapters: HostParameters,
  matrices: readonly AdapterMatrix[],
): HostParameters {
  return new Map([
    ...weights,
    ...[...adapters].filter(([name]) => !isOfAdapter(name)),
    ...matrices.map((matrix): readonly [string, StoredTensor] => {
      const kernel = tensorOf(weights, matrix.kernel);
      const data = mergedKernel(
        kernel.data,
        tensorOf(adapters, matrix.down).data,
        tensorOf(adapters, matrix.up).data,
        matrix,
      );
      return [matrix.kernel, { shape: kernel.shape, data }];
    }),
  ]);
}

/** @param kernel [d_in, d_out] @param down A [r, d_in] @param up B [d_out, r], all row-major */
export function mergedKernel(
  kernel: Float32Array,
  down: Float32Array,
  up: Float32Array,
  { rank, inputs, outputs, scale }: Pick<AdapterMatrix, 'rank' | 'inputs' | 'outputs' | 'scale'>,
): Float32Array {
  const result = new Float32Array(kernel.length);
  for (let input = 0; input < inputs; input += 1) {
    for (let output = 0; output < outputs; output += 1) {
      let product = 0;
      for (let at = 0; at < rank; at += 1) product += down[at * inputs + input] * up[output * rank + at];
      const place = input * outputs + output;
      result[place] = kernel[place] + scale * product;
    }
  }
  return result;
}

function tensorOf(weights: HostParameters, name: string): StoredTensor {
  const tensor = weights.get(name);
  if (tensor === undefined) throw new Error(`There is no ${name} to merge.`);
  return tensor;
}
