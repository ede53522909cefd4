import { fillOf, isPlane, type Fills, type PlaneSpec, type Region } from '../../../shared/data/modality';
import { boxesOf } from '../../../shared/samples/regions';
import type { ImageValue } from '../../modalities/modality';
import { ownPlane } from '../../modalities/own-plane';
import type { ChangedPicture } from '../../models/incremental';
import type { AttackContext } from '../attack';
import { removeFrom } from './remove';

/** Pictures without regions, for many removals from the same samples. */
export interface Pictures {
  /** Is a removed pixel the same whatever else is removed? Noise is drawn for all that is removed, in order. */
  separable(modality: string): boolean;
  without(sample: number, modality: string, regions: readonly Region[]): ChangedPicture;
}

/** What takes the place of removed pixels is computed once per sample, where it does not depend on the removal. */
export function pictures(setting: Pick<AttackContext, 'model' | 'samples' | 'seed'>, fills: Fills): Pictures {
  const separable = (modality: string): boolean =>
    fills[fillOf[setting.model.modalities[modality].kind].field] !== 'noise';
  const filled = new Map<string, ImageValue>();

  function withoutAll(sample: number, modality: string): ImageValue {
    const key = `${sample}|${modality}`;
    let value = filled.get(key);
    if (value === undefined) {
      const spec = setting.model.modalities[modality];
      if (!isPlane(spec)) throw new Error(`${modality} is no picture.`);
      const { height, width } = ownPlane(spec, setting.samples[sample].inputs[modality] as ImageValue);
      const everything: Region = { kind: spec.kind, modality, box: [0, 0, height, width] };
      value = removeFrom(setting, fills, setting.samples[sample], modality, [everything]) as ImageValue;
      filled.set(key, value);
    }
    return value;
  }

  return {
    separable,
    without: (sample, modality, regions) => {
      if (!separable(modality)) {
        const value = removeFrom(setting, fills, setting.samples[sample], modality, regions) as ImageValue;
        return { untouched: value, filled: value, boxes: [] };
      }
      const untouched = setting.samples[sample].inputs[modality] as ImageValue;
      return { untouched, filled: withoutAll(sample, modality), boxes: boxesOf(regions, modality) };
    },
  };
}

/** The picture as a whole. */
export function pixelsOf(spec: PlaneSpec, { untouched, filled, boxes }: ChangedPicture): ImageValue {
  const { width, channels } = ownPlane(spec, untouched);
  if (boxes.length === 0) return untouched;
  const pixels = untouched.slice();
  for (const [top, left, rows, columns] of boxes) {
    for (let y = top; y < top + rows; y += 1) {
      const start = (y * width + left) * channels;
      pixels.set(filled.subarray(start, start + columns * channels), start);
    }
  }
  return pixels;
}
