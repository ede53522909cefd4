import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { LabError } from '../../shared/errors';

/** The module's allocator, which the library's types leave out. */
interface Heap {
  _malloc: (bytes: number) => number;
  readonly _free: (address: number) => void;
}

const guarded = new WeakSet<Heap['_malloc']>();

/**
 * WebAssembly has 4 GiB at most. When they are used up the allocator answers with address 0, which the library takes for
 * an address like any other: it writes over the start of the heap, and every number after that may be wrong. Here it
 * throws LabError `out-of-memory` instead, and the heap stays as it was.
 */
export function refuseNullAddresses({ wasm }: Pick<BackendWasm, 'wasm'>): void {
  const heap = wasm as unknown as Heap;
  // The module puts the real allocator in its place when it is first called.
  heap._free(heap._malloc(1));
  const allocate = heap._malloc;
  if (guarded.has(allocate)) return;
  const checked = (bytes: number): number => {
    const address = allocate(bytes);
    if (address !== 0 || bytes === 0) return address;
    throw new LabError('out-of-memory', `The WebAssembly heap has no room for ${bytes} bytes more.`, {
      remedy: 'Use smaller batches, or a device with more memory (muroan devices lists them).',
    });
  };
  guarded.add(checked);
  heap._malloc = checked;
}
