import { RowProblem } from '../../files/row-problem';
import type { BitReader } from './bit-reader';

/** Weights of the fixed predictors, the newest sample first (RFC 9639, table 20). */
const FIXED: readonly (readonly number[])[] = [[], [1], [2, -1], [3, -3, 1], [4, -6, 4, -1]];
/** A remainder of so many zeros comes from no encoder. */
const MOST_ZEROS = 2 ** 20;

/** The samples of one channel in one frame, as whole numbers of `depth` bits. @throws RowProblem */
export function subframe(bits: BitReader, size: number, depth: number): Float64Array {
  if (bits.unsigned(1) !== 0) throw corrupt();
  const type = bits.unsigned(6);
  const wasted = bits.unsigned(1) === 1 ? bits.unary() + 1 : 0;
  const own = depth - wasted;
  if (own < 1) throw corrupt();
  const samples = new Float64Array(size);
  if (type === 0) samples.fill(bits.signed(own));
  else if (type === 1) for (let at = 0; at < size; at += 1) samples[at] = bits.signed(own);
  else if (type >= 8 && type <= 12) predicted(bits, samples, own, type - 8, null);
  else if (type >= 32) predicted(bits, samples, own, type - 31, 'linear');
  else throw corrupt();
  return wasted === 0 ? samples : samples.map((sample) => sample * 2 ** wasted);
}

function predicted(bits: BitReader, samples: Float64Array, depth: number, order: number, kind: 'linear' | null): void {
  if (order > samples.length) throw corrupt();
  for (let at = 0; at < order; at += 1) samples[at] = bits.signed(depth);
  let weights: readonly number[] = FIXED[order] ?? [];
  let shift = 0;
  if (kind === 'linear') {
    const precision = bits.unsigned(4) + 1;
    shift = bits.signed(5);
    if (precision === 16 || shift < 0) throw corrupt();
    weights = Array.from({ length: order }, () => bits.signed(precision));
  }
  residuals(bits, samples, order);
  for (let at = order; at < samples.length; at += 1) {
    let sum = 0;
    for (let back = 0; back < order; back += 1) sum += weights[back] * samples[at - 1 - back];
    samples[at] += Math.floor(sum / 2 ** shift);
  }
}

/** What prediction leaves, in partitions of Rice codes. */
function residuals(bits: BitReader, samples: Float64Array, order: number): void {
  const method = bits.unsigned(2);
  if (method > 1) throw corrupt();
  const width = method === 0 ? 4 : 5;
  const partitions = 2 ** bits.unsigned(4);
  const each = samples.length / partitions;
  if (!Number.isInteger(each) || each < order) throw corrupt();
  let at = order;
  for (let partition = 0; partition < partitions; partition += 1) {
    const parameter = bits.unsigned(width);
    const end = (partition + 1) * each;
    if (parameter === 2 ** width - 1) {
      const depth = bits.unsigned(5);
      for (; at < end; at += 1) samples[at] = depth === 0 ? 0 : bits.signed(depth);
      continue;
    }
    for (; at < end; at += 1) {
      const zeros = bits.unary();
      if (zeros > MOST_ZEROS) throw corrupt();
      const folded = zeros * 2 ** parameter + bits.unsigned(parameter);
      samples[at] = folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2;
    }
  }
}

function corrupt(): RowProblem {
  return new RowProblem('The FLAC file is corrupt.');
}
