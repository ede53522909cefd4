/** The low-rank adapter of one kernel: K' = K + (a/r) Aᵀ Bᵀ, with A [r, d_in] and B [d_out, r]. */
export interface AdapterMatrix {
  /** Full name of the kernel. */
  readonly kernel: string;
  /** Names of A and of B. */
  readonly down: string;
  readonly up: string;
  readonly rank: number;
  /** d_in and d_out: a kernel is [d_in, d_out], of a convolution [h, w, c_in, d_out] with d_in = h w c_in. */
  readonly inputs: number;
  readonly outputs: number;
  /** a/r. */
  readonly scale: number;
}

const PREFIX = 'adapters/';

/** The adapter of a kernel of that shape. @param scaling a */
export function adapterMatrix(
  kernel: string,
  shape: readonly number[],
  { rank, scaling }: { readonly rank: number; readonly scaling: number },
): AdapterMatrix {
  return {
    kernel,
    down: `${PREFIX}${kernel}/A`,
    up: `${PREFIX}${kernel}/B`,
    rank,
    inputs: shape.slice(0, -1).reduce((product, size) => product * size, 1),
    outputs: shape[shape.length - 1],
    scale: scaling / rank,
  };
}

/** Is a parameter of an adapter? */
export function isOfAdapter(name: string): boolean {
  return name.startsWith(PREFIX);
}
