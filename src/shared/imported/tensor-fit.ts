/** Which inputs of a model can hold a modality, by their rank and sizes. */
import { planeOf, type PlaneSpec } from '../data/modality';
import type { PredictorTensor } from './signature';

type Sizes = PredictorTensor['shape'];

/** What of an input is not of samples; null where the model says nothing of its shape. */
function sizesOf({ shape }: PredictorTensor): Sizes | null {
  return shape.length === 0 ? null : shape.slice(1);
}

/** Can it hold a row of tokens? */
export function fitsWords(tensor: PredictorTensor): boolean {
  return (sizesOf(tensor)?.length ?? 1) === 1;
}

/** Can it hold such numbers? Pictures and spectrograms are brought to other sizes, and to one channel or three; others are not. */
export function fitsPlane(tensor: PredictorTensor, spec: PlaneSpec): boolean {
  const sizes = sizesOf(tensor);
  if (sizes === null) return true;
  if (sizes.length < 1 || sizes.length > 3) return false;
  const isPicture = spec.kind === 'image' || spec.kind === 'audio';
  if (!isPicture || sizes.length === 1) return holds(sizes, spec);
  if (sizes.length === 2) return true;
  const channels = [1, 3, spec.channels];
  return [sizes[0], sizes[2]].some((size) => typeof size !== 'number' || channels.includes(size));
}

/** Are all its sizes known, and as many numbers in them as the modality has? */
export function hasSizesOf(tensor: PredictorTensor, spec: PlaneSpec): boolean {
  const sizes = sizesOf(tensor) ?? [null];
  return sizes.every((size) => typeof size === 'number') && holds(sizes, spec);
}

/** As many numbers as the modality has, or sizes left open that can make them as many. */
function holds(sizes: Sizes, spec: PlaneSpec): boolean {
  const { height, width, channels } = planeOf(spec);
  const known = sizes.filter((size) => typeof size === 'number');
  const product = known.reduce((all, size) => all * size, 1);
  const wanted = height * width * channels;
  return known.length === sizes.length ? product === wanted : product > 0 && wanted % product === 0;
}
