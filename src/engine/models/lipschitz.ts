/**
 * Upper bounds of the spectral norm of weights, proven and not estimated: power iteration comes from below and certifies
 * nothing. On the host, in double precision.
 */

/** Squarings of the Gram matrix: what is left of the looseness is at most the 128th root of the matrix's rank. */
const SQUARINGS = 6;
/** Beyond it, squaring takes longer than a bound is worth. */
const MOST = 512;
const ROUNDING = 2 ** -53;

/** A matrix, row by row. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: ArrayLike<number>;
}

/**
 * An upper bound of ‖W‖₂ by Gram iteration (Delattre et al., arXiv 2305.16173): with G = W Wᵀ, ‖W‖₂ ≤ ‖G^(2^k)‖_F^(1/2^(k+1)),
 * which falls towards the norm as k grows. Rounding is added: each product of n terms errs by at most n √s 2⁻⁵³ of its
 * Frobenius norm, s the smaller side, and every later root halves what an error weighs.
 */
export function spectralBound(matrix: Matrix): number {
  const { rows, columns } = matrix;
  const side = Math.min(rows, columns);
  let gram = gramOf(matrix);
  let log = 0;
  let power = 2;
  const squarings = side > MOST ? 0 : SQUARINGS;
  for (let k = 0; ; k += 1) {
    const norm = frobenius(gram);
    if (norm === 0) return 0;
    log += Math.log(norm) / power;
    if (k === squarings) break;
    // Scaled to norm 1, so that no power over- or underflows.
    gram = squared(
      gram.map((value) => value / norm),
      side,
    );
    power *= 2;
  }
  const error = 8 * ROUNDING * Math.sqrt(side) * (Math.max(rows, columns) + side);
  return Math.exp(log) * (1 + error + 1e-12);
}

/**
 * An upper bound of the norm of a convolution 3×3 with padding, of whatever image: kernel [3, 3, inputs, outputs].
 *
 * Each output reads a patch, and each pixel is in nine patches at most, so that the norm is at most three times that of the
 * kernel as a matrix over patches; the same holds of its adjoint; and the nine taps are nine matrices, whose norms add up.
 */
export function convolutionBound(kernel: ArrayLike<number>, inputs: number, outputs: number): number {
  const tap = inputs * outputs;
  const taps = Array.from({ length: 9 }, (_, at) => Array.from({ length: tap }, (__, i) => kernel[at * tap + i]));
  const transposed = taps.map((own) =>
    Array.from({ length: tap }, (_, i) => own[(i % inputs) * outputs + Math.floor(i / inputs)]),
  );
  return Math.min(
    3 * spectralBound({ rows: 9 * inputs, columns: outputs, values: kernel }),
    3 * spectralBound({ rows: 9 * outputs, columns: inputs, values: transposed.flat() }),
    taps.reduce((sum, values) => sum + spectralBound({ rows: inputs, columns: outputs, values }), 0),
  );
}

/**
 * An upper bound of ‖|W|‖₂, |W| the matrix with all its entries positive: the root of its largest row's sum times its largest
 * column's (Schur), or its Frobenius norm.
 */
export function absoluteBound({ rows, columns, values }: Matrix): number {
  const ofRows = new Float64Array(rows);
  const ofColumns = new Float64Array(columns);
  let squares = 0;
  for (let i = 0; i < rows; i += 1) {
    for (let d = 0; d < columns; d += 1) {
      const value = Math.abs(values[i * columns + d]);
      ofRows[i] += value;
      ofColumns[d] += value;
      squares += value * value;
    }
  }
  return Math.min(Math.sqrt(largestOf(ofRows) * largestOf(ofColumns)), Math.sqrt(squares)) * (1 + 1e-9);
}

/** The same of a convolution 3×3, of whatever image: what an output reads, and what an input is read for, summed up. */
export function absoluteConvolutionBound(kernel: ArrayLike<number>, inputs: number, outputs: number): number {
  const read = new Float64Array(outputs);
  const readFor = new Float64Array(inputs);
  for (let at = 0; at < 9 * inputs * outputs; at += 1) {
    const value = Math.abs(kernel[at]);
    read[at % outputs] += value;
    readFor[Math.floor(at / outputs) % inputs] += value;
  }
  return Math.sqrt(largestOf(read) * largestOf(readFor)) * (1 + 1e-9);
}

/** ‖W‖₂ ≤ √(1 + ‖W Wᵀ − I‖_F), tight where the rows are nearly orthonormal. */
export function nearlyOrthonormalBound({ rows, columns, values }: Matrix): number {
  let defect = 0;
  for (let i = 0; i < rows; i += 1) {
    for (let j = 0; j < rows; j += 1) {
      let sum = i === j ? -1 : 0;
      for (let d = 0; d < columns; d += 1) sum += values[i * columns + d] * values[j * columns + d];
      defect += sum * sum;
    }
  }
  return Math.sqrt(1 + Math.sqrt(defect) + 8 * ROUNDING * rows * columns);
}

/** W Wᵀ or Wᵀ W, whichever is smaller: both have the same norm. */
function gramOf({ rows, columns, values }: Matrix): Float64Array {
  const [side, inner] = rows <= columns ? [rows, columns] : [columns, rows];
  const at = (i: number, d: number): number => (rows <= columns ? values[i * columns + d] : values[d * columns + i]);
  const lines = Array.from({ length: side }, (_, i) => Float64Array.from({ length: inner }, (__, d) => at(i, d)));
  return symmetric(lines);
}

function squared(gram: Float64Array, side: number): Float64Array {
  return symmetric(Array.from({ length: side }, (_, i) => gram.subarray(i * side, (i + 1) * side)));
}

/** Inner products of all lines with each other. */
function symmetric(lines: readonly Float64Array[]): Float64Array {
  const side = lines.length;
  const result = new Float64Array(side * side);
  for (let i = 0; i < side; i += 1) {
    for (let j = i; j < side; j += 1) {
      const [a, b] = [lines[i], lines[j]];
      let sum = 0;
      for (let d = 0; d < a.length; d += 1) sum += a[d] * b[d];
      result[i * side + j] = sum;
      result[j * side + i] = sum;
    }
  }
  return result;
}

function largestOf(values: Float64Array): number {
  return values.reduce((largest, value) => Math.max(largest, value), 0);
}

function frobenius(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return Math.sqrt(sum);
}
