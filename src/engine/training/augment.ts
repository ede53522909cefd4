import type { ImageSpec } from '../../shared/data/modality';
import type { TrainingChoice } from '../../shared/training/training';
import type { ImageValue } from '../modalities/modality';
import type { Network } from '../models/network';
import { randomFrom, type Random } from '../random';
import type { Batch } from './batches';

export type Augmentation = Pick<TrainingChoice, 'shift' | 'mirror' | 'occlusion'>;

/**
 * Every image of a batch changed its own way, as training asks for: mirrored, moved, partly covered. Each kind of
 * change draws from a stream of its own, so that one leaves the others as they are.
 */
export function augmentImages(
  network: Network,
  batch: Batch,
  augmentation: Augmentation,
  seed: number,
  step: number,
): Batch {
  const { shift, mirror, occlusion } = augmentation;
  if (shift === 0 && mirror === 0 && occlusion === 0) return batch;
  const inputs = Object.entries(batch.inputs).map(([id, values]) => {
    const spec = network.modalities[id];
    if (spec.kind !== 'image') return [id, values] as const;
    const stream = (purpose: string): Random => randomFrom(seed, purpose, step, id);
    const random = { mirror: stream('mirror'), shift: stream('shift'), occlusion: stream('occlusion') };
    const changed = (values as readonly ImageValue[]).map((image) => {
      const turned = random.mirror.uniform() < mirror ? mirrored(spec, image) : image;
      const moved =
        shift === 0 ? turned : shifted(spec, turned, offset(random.shift, shift), offset(random.shift, shift));
      return random.occlusion.uniform() < occlusion ? occluded(spec, moved, random.occlusion) : moved;
    });
    return [id, changed] as const;
  });
  return { ...batch, inputs: Object.fromEntries(inputs) };
}

/** The image with left and right exchanged. */
export function mirrored({ height, width, channels }: ImageSpec, image: ImageValue): ImageValue {
  const result = new Float32Array(image.length);
  for (let pixel = 0; pixel < height * width; pixel += 1) {
    const column = pixel % width;
    const from = (pixel - column + (width - 1 - column)) * channels;
    for (let channel = 0; channel < channels; channel += 1) result[pixel * channels + channel] = image[from + channel];
  }
  return result;
}

/**
 * The image moved down and to the right by so many pixels, as random crops do (He et al., arXiv 1512.03385,
 * section 4.2); what comes in from outside repeats the border.
 */
export function shifted(
  { height, width, channels }: ImageSpec,
  image: ImageValue,
  down: number,
  right: number,
): ImageValue {
  const result = new Float32Array(image.length);
  for (let row = 0; row < height; row += 1) {
    const fromRow = clamp(row - down, height);
    for (let column = 0; column < width; column += 1) {
      const from = (fromRow * width + clamp(column - right, width)) * channels;
      const to = (row * width + column) * channels;
      for (let channel = 0; channel < channels; channel += 1) result[to + channel] = image[from + channel];
    }
  }
  return result;
}

/**
 * The image with one square covered by the data's mean colour (random erasing, Zhong et al., arXiv 1708.04896): its side
 * an eighth to a half of the image's shorter side, its place anywhere inside.
 */
export function occluded(spec: ImageSpec, image: ImageValue, random: Random): ImageValue {
  const { height, width, channels, mean } = spec;
  const shorter = Math.min(height, width);
  const [least, most] = [Math.max(1, Math.round(shorter / 8)), Math.max(1, Math.round(shorter / 2))];
  const side = least + random.below(most - least + 1);
  const [top, left] = [random.below(height - side + 1), random.below(width - side + 1)];
  const result = image.slice();
  for (let row = top; row < top + side; row += 1) {
    for (let column = left; column < left + side; column += 1) {
      result.set(mean, (row * width + column) * channels);
    }
  }
  return result;
}

/** A whole number from −most to most. */
function offset(random: Random, most: number): number {
  return random.below(2 * most + 1) - most;
}

function clamp(index: number, size: number): number {
  return Math.min(Math.max(index, 0), size - 1);
}
