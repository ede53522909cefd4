/** Encodes changed pictures with the patch encoder: only the patches that the change touches are projected again. */
import * as tf from '@tensorflow/tfjs-core';
import type { AudioSpec, ImageSpec } from '../../../shared/data/modality';
import { tidy } from '../../tensors';
import type { Encoding } from '../fused-model';
import type { IncrementalPart } from '../incremental';
import type { ParameterReader } from '../parameters';
import { areaOf, joined, type Area } from './areas';
import { pixelWindows } from './windows';

/** What the encoder is made of. */
export interface PatchEncoder {
  readonly spec: ImageSpec | AudioSpec;
  /** Side of a patch, in pixels; divides both sides of the image. */
  readonly patch: number;
  readonly width: number;
  /** Multiply-adds of `finish`, per row. */
  readonly finishMultiplyAdds: number;
  /** Every patch of the pixels [B, h, w, C], row-major, projected: [B · patches, width]. */
  readonly project: (p: ParameterReader, pixels: tf.Tensor4D) => tf.Tensor2D;
  /** Encoding from the projected patches of whole images. */
  readonly finish: (p: ParameterReader, projected: tf.Tensor2D) => Encoding;
}

export function patchChanges({
  spec,
  patch,
  width,
  finishMultiplyAdds,
  project,
  finish,
}: PatchEncoder): IncrementalPart {
  const columns = spec.width / patch;
  const count = (spec.height / patch) * columns;
  const perPatch = patch * patch * spec.channels * width;
  const multiplyAdds = count * perPatch + finishMultiplyAdds;
  return {
    keptFloats: count * width,
    open: (p, { values }) => {
      // The encoder may be opened by the first batch that needs it, inside that batch's scope.
      const kept = tf.keep(tidy(() => project(p, values as tf.Tensor4D)));
      return {
        multiplyAdds,
        plan: (_row, boxes) => {
          // Overlapping boxes may leave a patch to two areas; both find the same values for it.
          const touched = joined(boxes.map((box) => inPatches(areaOf(box), patch)));
          const patches = touched.reduce((sum, area) => sum + area.height * area.width, 0);
          return {
            layers: [{ computed: touched, kept: [] }],
            multiplyAdds: patches * perPatch + finishMultiplyAdds,
            floats: patches * patch * patch * spec.channels + count * width,
          };
        },
        encode: (changes) => {
          const indices = new Int32Array(changes.length * count);
          const cuts = changes.flatMap(({ row, picture, plan }, change) => {
            for (let at = 0; at < count; at += 1) indices[change * count + at] = row * count + at;
            return cells(plan.layers[0].computed).map(([down, across]) => ({
              picture,
              place: change * count + down * columns + across,
              window: { top: down * patch, left: across * patch, height: patch, width: patch },
            }));
          });
          cuts.forEach(({ place }, at) => {
            indices[place] = kept.shape[0] + at;
          });
          const rows = tf.concat([kept, project(p, pixelWindows(spec, cuts))], 0);
          return finish(p, tf.gather(rows, tf.tensor1d(indices, 'int32')));
        },
        dispose: () => {
          kept.dispose();
        },
      };
    },
  };
}

/** The patches that an area of pixels touches, in units of patches. */
function inPatches({ top, left, height, width }: Area, patch: number): Area {
  const [first, start] = [Math.floor(top / patch), Math.floor(left / patch)];
  return {
    top: first,
    left: start,
    height: Math.ceil((top + height) / patch) - first,
    width: Math.ceil((left + width) / patch) - start,
  };
}

function cells(areas: readonly Area[]): readonly (readonly [number, number])[] {
  return areas.flatMap(({ top, left, height, width }) =>
    Array.from({ length: height * width }, (_, at): readonly [number, number] => [
      top + Math.floor(at / width),
      left + (at % width),
    ]),
  );
}
