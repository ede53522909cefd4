import { measuredOf, planeOf, type Measured, type Plane, type PlaneSpec } from '../../../shared/data/modality';
import type { Layout, NumbersInput } from '../../../shared/imported/model-map';
import { dataOf, type HostTensor } from '../host-tensor';
import { resized } from './resize';

/** Sides and channels of what reaches the model. */
export function planeGiven(spec: PlaneSpec, { size, channels }: Pick<NumbersInput, 'size' | 'channels'>): Plane {
  const own = planeOf(spec);
  const [height, width] = size ?? [own.height, own.width];
  return { height, width, channels: channels ?? own.channels };
}

/**
 * Samples as an input reads them.
 *
 * @param rows values of [height, width, channels] in [0, 1], one sample each
 */
export function planeInput(spec: PlaneSpec, map: NumbersInput, rows: readonly Float32Array[]): HostTensor {
  const own = planeOf(spec);
  const plane = planeGiven(spec, map);
  const length = plane.height * plane.width * plane.channels;
  const order = placesOf(map.layout, plane);
  const ranges = map.units === 'measured' ? rangesOf(spec) : null;
  const data = new Float32Array(rows.length * length);
  rows.forEach((row, index) => {
    const measured = ranges === null ? row : inUnits(row, ranges, spec);
    const coloured = withChannels(resized(measured, own, plane.height, plane.width), own.channels, plane.channels);
    const start = index * length;
    coloured.forEach((value, place) => {
      const channel = place % plane.channels;
      const { mean, std, scale } = map;
      data[start + order[place]] = (scale * value - ofChannel(mean, channel, 0)) / ofChannel(std, channel, 1);
    });
  });
  return { type: map.type, shape: [rows.length, ...shapeOf(map.layout, plane)], data: dataOf(map.type, data) };
}

/** One for each channel, one for all, or none. */
function ofChannel(values: readonly number[], channel: number, otherwise: number): number {
  return values.at(values.length === 1 ? 0 : channel) ?? otherwise;
}

/** Sizes behind the number of samples. */
export function shapeOf(layout: Layout, plane: Plane): readonly number[] {
  return layout === 'flat'
    ? [plane.height * plane.width * plane.channels]
    : axesOf(layout).map((axis) => sizeOf(axis, plane));
}

type Axis = 'H' | 'W' | 'C';

function axesOf(layout: Exclude<Layout, 'flat'>): readonly Axis[] {
  return Array.from(layout.slice(1)) as Axis[];
}

/** Axes that a layout leaves out, which must have one place only. */
export function leftOut(layout: Layout, plane: Plane): readonly Axis[] {
  if (layout === 'flat') return [];
  return (['H', 'W', 'C'] as const).filter((axis) => !axesOf(layout).includes(axis) && sizeOf(axis, plane) > 1);
}

function sizeOf(axis: Axis, { height, width, channels }: Plane): number {
  switch (axis) {
    case 'H':
      return height;
    case 'W':
      return width;
    case 'C':
      return channels;
    default:
      return axis satisfies never;
  }
}

/** Where each value of [height, width, channels] goes. */
function placesOf(layout: Layout, plane: Plane): Int32Array {
  const { height, width, channels } = plane;
  const steps = { H: 0, W: 0, C: 0 };
  let step = 1;
  for (const axis of layout === 'flat' ? (['C', 'W', 'H'] as const) : [...axesOf(layout)].reverse()) {
    steps[axis] = step;
    step *= sizeOf(axis, plane);
  }
  const places = new Int32Array(height * width * channels);
  places.forEach((_, place) => {
    const channel = place % channels;
    const column = Math.floor(place / channels) % width;
    const row = Math.floor(place / (channels * width));
    places[place] = row * steps.H + column * steps.W + channel * steps.C;
  });
  return places;
}

/** Luma of ITU-R BT.601, as most readers of pictures have it. */
export const LUMA = [0.299, 0.587, 0.114] as const;

function withChannels(values: Float32Array, from: number, to: number): Float32Array {
  if (from === to) return values;
  if (from === 1)
    return Float32Array.from({ length: values.length * to }, (_, place) => values[Math.floor(place / to)]);
  return Float32Array.from({ length: values.length / from }, (_, place) =>
    LUMA.reduce((sum, weight, channel) => sum + weight * values[place * from + channel], 0),
  );
}

/** By place of the innermost axis that has units of its own; null of what is measured in none. */
export function rangesOf(spec: PlaneSpec): readonly Measured[] | null {
  return spec.kind === 'image' || spec.kind === 'audio' ? null : measuredOf(spec);
}

/** A table lies along its columns, the others along their channels: either way ranges repeat in this order. */
function inUnits(row: Float32Array, ranges: readonly Measured[], spec: PlaneSpec): Float32Array {
  const places = spec.kind === 'tabular' ? spec.columns.length : planeOf(spec).channels;
  return row.map((value, place) => {
    const { low, high } = ranges[place % places];
    return low + value * (high - low);
  });
}
