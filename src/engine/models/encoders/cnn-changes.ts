/** Encodes changed pictures with the convolutional encoder: each stage only where the change can reach. */
import * as tf from '@tensorflow/tfjs-core';
import type { ImageSpec } from '../../../shared/modality';
import { dispose, tidy } from '../../tensors';
import type { Encoding } from '../fused-model';
import type { Change, IncrementalPart } from '../incremental';
import type { ParameterReader } from '../parameters';
import { afterStage, areaOf, joined, widened, type Area, type MapSize } from './areas';
import { pixelWindows, rowsOf, windowsOf, withBorder, type MapRows, type Patch } from './windows';

/** What the encoder is made of. */
export interface ConvolutionalEncoder {
  readonly spec: ImageSpec;
  /** Filters per stage. */
  readonly channels: readonly number[];
  /** Multiply-adds of `finish`, per row. */
  readonly finishMultiplyAdds: number;
  normalise(p: ParameterReader, pixels: tf.Tensor4D): tf.Tensor4D;
  /** Stage `index` on maps [B, H, W, C]. */
  stage(p: ParameterReader, index: number, x: tf.Tensor4D, pad: 'same' | 'valid'): tf.Tensor4D;
  /** Encoding from the last stage's maps. */
  finish(p: ParameterReader, grid: tf.Tensor4D): Encoding;
}

/** A part of one change's map to compute. */
interface Member {
  readonly change: number;
  readonly area: Area;
}

/** Rows whose maps are computed at once when an encoder is opened, in floats of the input. */
const FLOATS_AT_ONCE = 1 << 20;

/** One stage's maps of all rows, untouched and changed. */
interface Computed {
  readonly maps: MapRows;
  /** Per change, where its own cells are. */
  readonly patches: readonly (readonly Patch[])[];
}

export function cnnChanges(encoder: ConvolutionalEncoder): IncrementalPart {
  const { spec, channels } = encoder;
  const sizes = mapSizes(spec, channels.length);
  const last = sizes[sizes.length - 1];
  const floatsOf = ({ height, width }: MapSize, stage: number): number => height * width * channels[stage];
  // Four outputs of the convolution are pooled to a cell, each from nine cells of every channel below.
  const perCell = channels.map((outputs, stage) => 36 * outputs * (stage === 0 ? spec.channels : channels[stage - 1]));

  return {
    multiplyAdds: sizes.reduce(
      (sum, { height, width }, stage) => sum + height * width * perCell[stage],
      encoder.finishMultiplyAdds,
    ),
    keptFloats: sizes.reduce((sum, size, stage) => sum + floatsOf(size, stage), 0),
    plan: (boxes) => {
      let multiplyAdds = encoder.finishMultiplyAdds;
      let floats = floatsOf(last, channels.length - 1);
      let changed: readonly Area[] = boxes.map(areaOf);
      const layers = sizes.map((size, stage) => {
        changed = joined(changed.map((area) => afterStage(area, size)));
        const computed = changed.map((area) => widened(area, size));
        for (const area of computed) {
          multiplyAdds += area.height * area.width * perCell[stage];
          if (stage === 0) floats += readBy(area).height * readBy(area).width * spec.channels;
        }
        return computed;
      });
      return { layers, multiplyAdds, floats };
    },
    open: (p, { values }) => keptMaps(encoder, p, values as tf.Tensor4D),
    encode: (p, kept, changes) => {
      const count = (kept[0].shape[0] - 1) / (sizes[0].height * sizes[0].width);
      let below: Computed | null = null;
      for (const [stage, map] of sizes.entries()) {
        const next: Computed = computeStage(encoder, p, stage, { rows: kept[stage], map, count }, below, changes);
        below?.maps.rows.dispose();
        below = next;
      }
      if (below === null) throw new Error('An encoder without stages was asked for changes.');
      const { maps, patches } = below;
      const whole: Area = { top: 0, left: 0, height: last.height, width: last.width };
      return encoder.finish(
        p,
        windowsOf(
          maps,
          changes.map(({ row }, change) => ({ row, patches: patches[change], window: whole })),
        ),
      );
    },
  };
}

/** Sizes of the maps after each stage; every pooling drops an odd rest. */
function mapSizes({ height, width }: ImageSpec, stages: number): readonly MapSize[] {
  return Array.from({ length: stages }, (_, stage) => ({
    height: Math.floor(height / 2 ** (stage + 1)),
    width: Math.floor(width / 2 ** (stage + 1)),
  }));
}

/** What a stage reads of the map below for an area of its output. */
function readBy({ top, left, height, width }: Area): Area {
  return { top: 2 * top - 1, left: 2 * left - 1, height: 2 * height + 2, width: 2 * width + 2 };
}

function keptMaps(encoder: ConvolutionalEncoder, p: ParameterReader, pixels: tf.Tensor4D): readonly tf.Tensor2D[] {
  const [count, height, width, channels] = pixels.shape;
  const atOnce = Math.max(1, Math.floor(FLOATS_AT_ONCE / (height * width * channels)));
  const parts: (readonly tf.Tensor4D[])[] = [];
  for (let first = 0; first < count; first += atOnce) {
    const rows = Math.min(atOnce, count - first);
    parts.push(
      tidy(() => {
        let maps = encoder.normalise(p, tf.slice(pixels, [first, 0, 0, 0], [rows, height, width, channels]));
        return encoder.channels.map((_, stage) => (maps = encoder.stage(p, stage, maps, 'same')));
      }),
    );
  }
  return encoder.channels.map((_, stage) => {
    const whole = tidy(() => withBorder(parts.map((maps) => maps[stage])));
    dispose(parts.map((maps) => maps[stage]));
    return whole;
  });
}

/**
 * @param kept the stage's maps of untouched rows
 * @param below the maps that the stage reads; null for the pixels themselves
 */
function computeStage(
  encoder: ConvolutionalEncoder,
  p: ParameterReader,
  stage: number,
  kept: MapRows,
  below: Computed | null,
  changes: readonly Change[],
): Computed {
  const patches = changes.map((): Patch[] => []);
  let first = kept.rows.shape[0];
  const rows = tidy(() => {
    const computed = groupsOf(changes, stage).map((members) => {
      for (const { change, area } of members) {
        patches[change].push({ area, first });
        first += area.height * area.width;
      }
      const cells = encoder.stage(p, stage, windowsBelow(encoder, p, below, changes, members), 'valid');
      return rowsOf(cells);
    });
    return tf.concat([kept.rows, ...computed], 0);
  });
  return { maps: { rows, map: kept.map, count: kept.count }, patches };
}

function windowsBelow(
  encoder: ConvolutionalEncoder,
  p: ParameterReader,
  below: Computed | null,
  changes: readonly Change[],
  members: readonly Member[],
): tf.Tensor4D {
  if (below === null) {
    const cuts = members.map(({ change, area }) => ({ value: changes[change].value, window: readBy(area) }));
    return encoder.normalise(p, pixelWindows(encoder.spec, cuts));
  }
  const { maps, patches } = below;
  const cuts = members.map(({ change, area }) => ({
    row: changes[change].row,
    patches: patches[change],
    window: readBy(area),
  }));
  return windowsOf(maps, cuts);
}

/** The areas of a stage, those of one size together. */
function groupsOf(changes: readonly Change[], stage: number): readonly (readonly Member[])[] {
  const groups = new Map<string, Member[]>();
  changes.forEach(({ plan }, change) => {
    for (const area of plan.layers[stage]) {
      const size = `${area.height}×${area.width}`;
      const group = groups.get(size);
      if (group === undefined) groups.set(size, [{ change, area }]);
      else group.push({ change, area });
    }
  });
  return [...groups.values()];
}
