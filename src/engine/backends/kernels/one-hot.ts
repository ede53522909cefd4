import { integers, replaceKernel, type WasmKernel } from './wasm-kernel';

interface OneHotAttributes {
  readonly depth: number;
  readonly onValue: number;
  readonly offValue: number;
  readonly dtype: 'int32' | 'float32' | 'bool';
}

/**
 * One row of `depth` values per index, `onValue` at the index. The library's wasm kernel writes whole numbers whatever
 * the type, so that a float result holds their bits: about 1e-45 in place of 1.
 */
const oneHot: WasmKernel<'indices', OneHotAttributes> = ({ inputs, attrs, backend }) => {
  const { depth, onValue, offValue, dtype } = attrs;
  const out = backend.makeOutput([...inputs.indices.shape, depth], dtype);
  const indices = integers(backend, inputs.indices);
  const values = backend.typedArrayFromHeap(out);
  values.fill(offValue);
  indices.forEach((index, row) => {
    if (index >= 0 && index < depth) values[row * depth + index] = onValue;
  });
  return out;
};

export function registerOneHot(): void {
  replaceKernel('OneHot', oneHot);
}
