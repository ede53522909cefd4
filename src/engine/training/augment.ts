import type { ImageSpec } from '../../shared/modality';
import type { ImageValue } from '../modalities/modality';
import type { Network } from '../models/network';
import { randomFrom } from '../random';
import type { Batch } from './batches';

/**
 * Moves every image by up to `most` pixels each way, as random crops do (He et al., arXiv 1512.03385, section 4.2);
 * what comes in from outside repeats the border.
 */
export function shiftImages(network: Network, batch: Batch, most: number, seed: number, step: number): Batch {
  if (most === 0) return batch;
  const inputs = Object.entries(batch.inputs).map(([id, values]) => {
    const spec = network.modalities[id];
    if (spec.kind !== 'image') return [id, values] as const;
    const random = randomFrom(seed, 'shift', step, id);
    const offset = (): number => random.below(2 * most + 1) - most;
    return [id, (values as readonly ImageValue[]).map((image) => shifted(spec, image, offset(), offset()))] as const;
  });
  return { inputs: Object.fromEntries(inputs), labels: batch.labels };
}

/** The image moved down and to the right by so many pixels. */
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

function clamp(index: number, size: number): number {
  return Math.min(Math.max(index, 0), size - 1);
}
