/**
 * Corruptions of pictures at five severities (Hendrycks and Dietterich, arXiv 1903.12261), with the constants that their
 * released code has for pictures of 32 pixels; lengths grow with the side. Simplified: see `degradationSource`.
 */
import type { PictureCorruption } from '../../shared/degradations/degradation';
import type { ImageSpec } from '../../shared/data/modality';
import type { ImageValue } from '../modalities/modality';
import type { Random } from '../random';
import { blockQuantised } from './block-quantisation';
import { pictureOf, resampled } from './picture';

type Corruption = (spec: ImageSpec, value: ImageValue, place: number, random: Random) => ImageValue;

/** The side for which the constants are. */
const usualSide = 32;

function scaleOf({ height, width }: ImageSpec): number {
  return Math.max(height, width) / usualSide;
}

const each = (value: ImageValue, change: (level: number) => number): ImageValue =>
  value.map((level) => Math.min(1, Math.max(0, change(level))));

const gaussianNoise: Corruption = (_spec, value, place, random) => {
  const deviation = [0.04, 0.06, 0.08, 0.09, 0.1][place];
  return each(value, (level) => level + deviation * random.normal());
};

const shotNoise: Corruption = (_spec, value, place, random) => {
  const photons = [500, 250, 100, 75, 50][place];
  return each(value, (level) => poisson(level * photons, random) / photons);
};

const impulseNoise: Corruption = (_spec, value, place, random) => {
  const share = [0.01, 0.02, 0.03, 0.05, 0.07][place];
  return value.map((level) => {
    const hit = random.uniform() < share;
    const colour = random.below(2);
    return hit ? colour : level;
  });
};

const defocusBlur: Corruption = (spec, value, place) => {
  const radius = [0.5, 0.75, 1, 1.5, 2][place] * scaleOf(spec);
  const reach = Math.ceil(radius);
  const offsets: (readonly [number, number])[] = [];
  const weights: number[] = [];
  for (let down = -reach; down <= reach; down += 1) {
    for (let right = -reach; right <= reach; right += 1) {
      // The part of a pixel that the disc covers, about.
      const weight = Math.min(1, Math.max(0, radius + 0.5 - Math.hypot(down, right)));
      if (weight === 0) continue;
      offsets.push([down, right]);
      weights.push(weight);
    }
  }
  return blended(spec, value, offsets, weights);
};

const motionBlur: Corruption = (spec, value, place, random) => {
  const length = [2, 3, 4, 5, 6][place] * scaleOf(spec);
  const angle = ((2 * random.uniform() - 1) * Math.PI) / 4;
  const steps = Math.max(3, Math.ceil(length) + 1);
  const offsets = Array.from({ length: steps }, (_, step) => {
    const along = (step / (steps - 1) - 0.5) * length;
    return [along * Math.sin(angle), along * Math.cos(angle)] as const;
  });
  return blended(
    spec,
    value,
    offsets,
    offsets.map(() => 1),
  );
};

const zoomBlur: Corruption = (spec, value, place) => {
  const largest = [1.06, 1.11, 1.16, 1.21, 1.26][place];
  const [middleRow, middleColumn] = [(spec.height - 1) / 2, (spec.width - 1) / 2];
  const steps = 6;
  const zoomed = Array.from({ length: steps }, (_, step) => {
    const factor = 1 + ((largest - 1) * step) / (steps - 1);
    return resampled(spec, value, (row, column) => [
      middleRow + (row - middleRow) / factor,
      middleColumn + (column - middleColumn) / factor,
    ]);
  });
  return value.map((_, at) => zoomed.reduce((sum, own) => sum + own[at], 0) / steps);
};

const fog: Corruption = (spec, value, place, random) => {
  const strength = [0.2, 0.5, 0.75, 1, 1.5][place];
  const haze = hazeOf(spec, random);
  const largest = value.reduce((most, level) => Math.max(most, level), 0);
  const { channels } = spec;
  return pictureOf(
    spec,
    (pixel, channel) =>
      ((value[pixel * channels + channel] + strength * haze[pixel]) * largest) / (largest + strength || 1),
  );
};

const brightness: Corruption = (_spec, value, place) => {
  const more = [0.05, 0.1, 0.15, 0.2, 0.3][place];
  return each(value, (level) => level + more);
};

const contrast: Corruption = (spec, value, place) => {
  const left = [0.75, 0.5, 0.4, 0.3, 0.15][place];
  const { channels } = spec;
  const pixels = value.length / channels;
  const means = Array.from({ length: channels }, (_, channel) => {
    let sum = 0;
    for (let pixel = 0; pixel < pixels; pixel += 1) sum += value[pixel * channels + channel];
    return sum / pixels;
  });
  return pictureOf(spec, (pixel, channel) => {
    const level = value[pixel * channels + channel];
    return means[channel] + left * (level - means[channel]);
  });
};

const pixelate: Corruption = (spec, value, place) => {
  const kept = [0.95, 0.9, 0.85, 0.75, 0.65][place];
  const { height, width, channels } = spec;
  const [rows, columns] = [height, width].map((side) => Math.max(1, Math.round(side * kept)));
  const cellOf = (pixel: number): number =>
    Math.floor((Math.floor(pixel / width) * rows) / height) * columns + Math.floor(((pixel % width) * columns) / width);
  const sums = new Float64Array(rows * columns * channels);
  const counts = new Float64Array(rows * columns);
  for (let pixel = 0; pixel < height * width; pixel += 1) {
    const cell = cellOf(pixel);
    counts[cell] += 1;
    for (let channel = 0; channel < channels; channel += 1) {
      sums[cell * channels + channel] += value[pixel * channels + channel];
    }
  }
  return pictureOf(spec, (pixel, channel) => {
    const cell = cellOf(pixel);
    return sums[cell * channels + channel] / counts[cell];
  });
};

const jpeg: Corruption = (spec, value, place) => blockQuantised(spec, value, [80, 65, 58, 50, 40][place]);

const corruptions: Readonly<Record<PictureCorruption, Corruption>> = {
  'gaussian-noise': gaussianNoise,
  'shot-noise': shotNoise,
  'impulse-noise': impulseNoise,
  'defocus-blur': defocusBlur,
  'motion-blur': motionBlur,
  'zoom-blur': zoomBlur,
  fog,
  brightness,
  contrast,
  pixelate,
  jpeg,
};

/** @param severity 1 to 5 */
export function corruptedPicture(
  kind: PictureCorruption,
  spec: ImageSpec,
  value: ImageValue,
  severity: number,
  random: Random,
): ImageValue {
  return corruptions[kind](spec, value, severity - 1, random);
}

/** The weighted mean of a picture moved by each offset; beyond its edge it goes on as the edge is. */
function blended(
  spec: ImageSpec,
  value: ImageValue,
  offsets: readonly (readonly [down: number, right: number])[],
  weights: readonly number[],
): ImageValue {
  const within = (place: number, side: number): number => Math.min(side - 1, Math.max(0, place));
  const sum = new Float32Array(value.length);
  offsets.forEach(([down, right], index) => {
    const moved = resampled(spec, value, (row, column) => [
      within(row + down, spec.height),
      within(column + right, spec.width),
    ]);
    moved.forEach((level, at) => {
      sum[at] += weights[index] * level;
    });
  });
  const total = weights.reduce((all, weight) => all + weight, 0);
  return each(sum, (level) => level / total);
}

/** Haze of a height in [0, 1] per pixel: random values on grids of 2, 4 and 8 cells, each half as strong, joined smoothly. */
function hazeOf({ height, width }: ImageSpec, random: Random): Float32Array {
  const haze = new Float32Array(height * width);
  let total = 0;
  for (const [cells, weight] of [
    [2, 1],
    [4, 0.5],
    [8, 0.25],
  ] as const) {
    const side = cells + 1;
    const grid = Float32Array.from({ length: side * side }, () => random.uniform());
    total += weight;
    for (let pixel = 0; pixel < haze.length; pixel += 1) {
      const row = (Math.floor(pixel / width) / height) * cells;
      const column = ((pixel % width) / width) * cells;
      const at = Math.floor(row) * side + Math.floor(column);
      const [down, right] = [row % 1, column % 1];
      haze[pixel] +=
        weight *
        ((1 - down) * ((1 - right) * grid[at] + right * grid[at + 1]) +
          down * ((1 - right) * grid[at + side] + right * grid[at + side + 1]));
    }
  }
  return haze.map((level) => level / total);
}

/** A Poisson draw (Knuth); of a large mean by the normal distribution that it comes near. */
function poisson(mean: number, random: Random): number {
  if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.normal()));
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random.uniform(); product > limit; product *= random.uniform()) count += 1;
  return count;
}
