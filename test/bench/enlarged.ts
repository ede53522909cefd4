import type { ImageSpec } from '../../src/shared/data/modality';
import type { Dataset } from '../../src/engine/data/dataset';
import { resizeAndCrop } from '../../src/engine/data/importers/resize';

/** A data set with its RGB images enlarged to `side` × `side` by the lab's own resampling, and its first rows only. */
export function enlarged(dataset: Dataset, side: number, rowsPerSplit: number): Dataset {
  const spec = dataset.manifest.modalities.image as ImageSpec;
  const modalities = { ...dataset.manifest.modalities, image: { ...spec, height: side, width: side } };
  const large = new Map<number, Float32Array>();
  const imageOf = (row: number): Float32Array => {
    let pixels = large.get(row);
    if (pixels === undefined) {
      const small = dataset.sample(row).inputs.image as Float32Array;
      const rgb = Uint8Array.from(small, (value) => Math.round(value * 255));
      pixels = Float32Array.from(
        resizeAndCrop({ height: spec.height, width: spec.width, rgb }, side),
        (level) => level / 255,
      );
      large.set(row, pixels);
    }
    return pixels;
  };
  return {
    ...dataset,
    manifest: { ...dataset.manifest, modalities },
    rowsOf: (split) => dataset.rowsOf(split).slice(0, rowsPerSplit),
    sample: (row) => {
      const sample = dataset.sample(row);
      return { ...sample, inputs: { ...sample.inputs, image: imageOf(row) } };
    },
  };
}
