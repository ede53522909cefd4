import type { SampleView } from '../../shared/protocol';
import { Split } from '../../shared/dataset';
import type { Dataset } from './dataset';

/** One sample as a person sees it: images as 8-bit pixels in base64, texts as words. @throws LabError `not-found` */
export function sampleView(dataset: Dataset, row: number): SampleView {
  const { id, label, group, inputs } = dataset.sample(row);
  const images: SampleView['images'] = {};
  const texts: SampleView['texts'] = {};
  for (const [modality, spec] of Object.entries(dataset.manifest.modalities)) {
    const value = inputs[modality];
    switch (spec.kind) {
      case 'image': {
        const pixels = Uint8Array.from(value as Float32Array, (level) => Math.round(255 * level));
        const { height, width, channels } = spec;
        images[modality] = { height, width, channels, pixels: Buffer.from(pixels).toString('base64') };
        break;
      }
      case 'text':
        texts[modality] = [...(value as readonly string[])];
        break;
      default:
        spec satisfies never;
    }
  }
  return { id, row, split: splitOf(dataset, row), label, group, images, texts };
}

function splitOf(dataset: Dataset, row: number): Split {
  // Rows of a split ascend, so a binary search would do; a view is asked for a few rows at a time.
  const split = Split.options.find((option) => dataset.rowsOf(option).includes(row));
  if (split === undefined) throw new RangeError(`Row ${row} is in no split.`);
  return split;
}
