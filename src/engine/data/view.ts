import { mapValues } from '../../shared/map-values';
import type { ModalitySpec } from '../../shared/modality';
import type { SampleView, ValueView } from '../../shared/sample-view';
import type { ModalityValue } from '../modalities/modality';
import type { Dataset, Sample } from './dataset';
import { splitOf } from './split-of';

/** One sample as a person sees it: images as 8-bit pixels in base64, texts as words. @throws LabError `not-found` */
export function sampleView(dataset: Dataset, row: number): SampleView {
  return viewOf(dataset.sample(row), dataset);
}

/** A sample of the data set, or what was made of one, as a person sees it. */
export function viewOf({ id, row, label, group, inputs }: Sample, dataset: Dataset): SampleView {
  const values = mapValues(dataset.manifest.modalities, (spec, modality) => valueView(spec, inputs[modality]));
  return { id, row, split: splitOf(dataset, row), label, group, values };
}

function valueView(spec: ModalitySpec, value: ModalityValue): ValueView {
  switch (spec.kind) {
    case 'image': {
      const { height, width, channels } = spec;
      const pixels = Uint8Array.from(value as Float32Array, (level) => Math.round(255 * level));
      return { kind: 'image', height, width, channels, pixels: Buffer.from(pixels).toString('base64') };
    }
    case 'text':
      return { kind: 'text', words: [...(value as readonly string[])] };
    default:
      return spec satisfies never;
  }
}
