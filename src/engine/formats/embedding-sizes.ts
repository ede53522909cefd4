import { LabError } from '../../shared/errors';

/** Sizes of a tensor, as `GraphNode` has them; null: not known. */
export type Sizes = readonly (number | string | null)[] | null;

/**
 * Can a tensor of these sizes be z? It holds one part for each sample, of known size.
 *
 * @param sizes as they are computed; null in them: what follows from the number of samples
 * @param fixed samples that the graph takes at once; null: any number
 */
export function canBeZ(sizes: Sizes, fixed: number | null): boolean {
  if (sizes === null || sizes.length === 0) return false;
  const [samples, ...others] = sizes;
  return samples === fixed && others.every((size) => typeof size === 'number');
}

/** The same where nothing was computed, and sizes are what a file says of them: whether they leave it open. */
export function mayBeZ(sizes: Sizes, fixed: number | null): boolean {
  if (sizes === null) return true;
  return sizes.length > 0 && (typeof sizes[0] !== 'number' || sizes[0] === fixed);
}

/** Of an embedding that a map names. */
export function holdsNoPart(embedding: string): LabError {
  return new LabError('invalid', `is "${embedding}", which does not hold one part for each sample.`, {
    where: 'map.embedding',
    remedy: 'Give null, or one of the tensors that "muroan model inspect" lists.',
  });
}
