import { quoted, RowProblem } from '../../files/row-problem';
import { isPng, plainPng } from './png';

/** Distances, row-major, in millimetres; 0 where nothing was measured. */
export interface DepthMap {
  readonly height: number;
  readonly width: number;
  readonly values: Uint16Array;
}

/** A grey PNG of 16 bits, which keeps every millimetre: 8 bits would keep 256 steps. @throws RowProblem */
export function decodeDepth(bytes: Uint8Array): DepthMap {
  if (!isPng(bytes)) throw new RowProblem('The depth is no PNG.');
  try {
    const { height, width, channels, depth, data } = plainPng(bytes);
    if (channels !== 1 || depth !== 16 || !(data instanceof Uint16Array)) {
      throw new RowProblem('The depth is not grey with 16 bits, so its values are no millimetres.');
    }
    return { height, width, values: data };
  } catch (error) {
    if (error instanceof RowProblem) throw error;
    throw new RowProblem(`The depth is corrupt (${error instanceof Error ? quoted(error.message) : 'unknown'}).`);
  }
}
