import { classMap } from '../../shared/data/class-map';
import { mapValues } from '../../shared/map-values';
import type { ModalitySpec, SequenceSpec, SkeletonSpec } from '../../shared/data/modality';
import type { SampleView, SeriesView, ValueView } from '../../shared/samples/sample-view';
import type { ModalityValue, PlaneValue } from '../modalities/modality';
import { ownPlane } from '../modalities/own-plane';
import type { Dataset, Sample } from './dataset';
import { unscaled } from './measured-moments';
import { splitOf } from './split-of';

/** One sample as a person sees it: images as 8-bit pixels in base64, texts as words. @throws LabError `not-found` */
export function sampleView(dataset: Dataset, row: number): SampleView {
  return viewOf(dataset.sample(row), dataset);
}

/** A sample of the data set, or what was made of one, as a person sees it. */
export function viewOf({ id, row, label, group, inputs, mask, target }: Sample, dataset: Dataset): SampleView {
  const values = mapValues(dataset.manifest.modalities, (spec, modality) => valueView(spec, inputs[modality]));
  const value = dataset.manifest.target?.kind === 'value' ? target?.[0] : undefined;
  const shown = {
    id,
    row,
    split: splitOf(dataset, row),
    label,
    ...(value === undefined ? {} : { value }),
    group,
    values,
  };
  return mask === undefined ? shown : { ...shown, mask: classMap(mask) };
}

function valueView(spec: ModalitySpec, value: ModalityValue): ValueView {
  switch (spec.kind) {
    case 'image': {
      const { height, width, channels } = spec;
      return { kind: 'image', height, width, channels, pixels: pixelsOf(value as PlaneValue) };
    }
    case 'audio': {
      const { height, width, channels, seconds, hertz } = spec;
      return { kind: 'audio', height, width, channels, pixels: pixelsOf(value as PlaneValue), seconds, hertz };
    }
    case 'tabular':
      return {
        kind: 'tabular',
        cells: spec.columns.map((column, index) => ({
          name: column.name,
          value: unscaled((value as PlaneValue)[index], column),
        })),
      };
    case 'sequence':
      return seriesView(
        spec,
        value as PlaneValue,
        spec.features.map(({ name }) => name),
      );
    case 'skeleton':
      return {
        ...seriesView(
          spec,
          value as PlaneValue,
          spec.joints.flatMap((joint) => spec.coordinates.map(({ name }) => `${joint} ${name}`)),
        ),
        body: {
          joints: spec.joints,
          ...(spec.parents === undefined ? {} : { parents: spec.parents }),
          ranges: spec.coordinates.map(({ low, high }) => [low, high]),
        },
      };
    case 'text':
      return { kind: 'text', words: [...(value as readonly string[])] };
    default:
      return spec satisfies never;
  }
}

/** 8-bit levels in base64. */
function pixelsOf(value: PlaneValue): string {
  return Buffer.from(Uint8Array.from(value, (level) => Math.round(255 * level))).toString('base64');
}

/** Steps from left to right; what is measured at a step, from top to bottom. */
function seriesView(spec: SequenceSpec | SkeletonSpec, value: PlaneValue, rows: string[]): SeriesView {
  const { height, width, channels } = ownPlane(spec, value);
  const turned = Float32Array.from({ length: value.length }, (_, at) => {
    const [row, step] = [Math.floor(at / width), at % width];
    return value[(Math.floor(row / channels) * width + step) * channels + (row % channels)];
  });
  return {
    kind: 'series',
    of: spec.kind,
    height: height * channels,
    width,
    channels: 1,
    pixels: pixelsOf(turned),
    rows,
    rowsPerElement: channels,
  };
}
