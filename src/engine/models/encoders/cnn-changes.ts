/** Encodes changed pictures with the convolutional encoder: each stage only where the change can reach. */
import * as tf from '@tensorflow/tfjs-core';
import type { ImageRegion } from '../../../shared/data/modality';
import { dispose, tidy } from '../../tensors';
import type { Encoding } from '../fused-model';
import type { Change, IncrementalPart, OpenEncoder } from '../incremental';
import type { ParameterReader } from '../parameters';
import type { Area, Patch } from './areas';
import { computedFloats, measuresOf, planOf, readBy, spreadOf, type Measures, type Sizes } from './cnn-plan';
import { pixelWindows, rowsOf, windowsOf, withBorder, type Cut, type MapRows } from './windows';

/** What the encoder is made of. */
export interface ConvolutionalEncoder extends Sizes {
  normalise(p: ParameterReader, pixels: tf.Tensor4D): tf.Tensor4D;
  /** Stage `index` on maps [B, H, W, C]. */
  stage(p: ParameterReader, index: number, x: tf.Tensor4D, pad: 'same' | 'valid'): tf.Tensor4D;
  /** Encoding from the last stage's maps. */
  finish(p: ParameterReader, grid: tf.Tensor4D): Encoding;
}

/** One stage's computed cells, and per change where its own are. */
interface Computed {
  readonly rows: tf.Tensor2D | null;
  readonly patches: readonly (readonly Patch[])[];
}

/** A part of one change's map to compute. */
interface Member {
  readonly change: number;
  readonly area: Area;
}

/** Rows whose maps are computed at once when an encoder is opened, in floats of the input. */
const FLOATS_AT_ONCE = 1 << 20;

export function cnnChanges(encoder: ConvolutionalEncoder): IncrementalPart {
  const measures = measuresOf(encoder);
  return {
    keptFloats: measures.floats,
    open: (p, { values }, mostFloats) => opened(encoder, measures, p, values as tf.Tensor4D, mostFloats),
  };
}

function opened(
  encoder: ConvolutionalEncoder,
  measures: Measures,
  p: ParameterReader,
  pixels: tf.Tensor4D,
  mostFloats: number,
): OpenEncoder {
  const { maps } = measures;
  const [count] = pixels.shape;
  let kept = keptMaps(encoder, p, pixels);
  /** Per box and row, its patch in every stage. */
  const boxes = new Map<string, readonly Patch[]>();
  let floats = count * measures.floats;
  const below = (stage: number): MapRows => ({ rows: kept[stage - 1], map: maps[stage - 1], count });

  return {
    multiplyAdds: measures.multiplyAdds,
    plan: (row, lost) =>
      planOf(
        measures,
        lost.map((box) => ({ box, kept: boxes.get(boxKey(row, box)) })),
      ),
    encode: (changes) => {
      const stages = computedStages(encoder, p, maps.length, below, changes);
      const last = maps.length;
      const { height, width } = maps[last - 1];
      const window: Area = { top: 0, left: 0, height, width };
      const cuts = changes.map((change, at) => cutOf(change, at, stages, last, window));
      const [grid] = windowsOf(below(last), stages[last - 1].rows, [cuts]);
      return encoder.finish(p, grid);
    },
    boxes: {
      has: (row, box) => boxes.has(boxKey(row, box)),
      keep: (changes) => {
        const room = changes.filter(({ plan }) => {
          const own = computedFloats(measures, plan);
          if (floats + own > mostFloats) return false;
          floats += own;
          return true;
        });
        if (room.length === 0) return changes.map(() => 0);
        const patches = room.map((): Patch[] => []);
        const grown = tidy(() =>
          computedStages(encoder, p, maps.length, below, room).map((computed, stage) => {
            const offset = kept[stage].shape[0];
            room.forEach((change, at) => {
              const [patch] = computed.patches[at];
              const used = spreadOf(measures, change.picture.boxes[0])[stage];
              patches[at].push({ area: patch.area, first: offset + patch.first, used });
            });
            return computed.rows === null ? kept[stage] : tf.concat([kept[stage], computed.rows], 0);
          }),
        );
        for (const rows of grown) tf.keep(rows);
        dispose(kept.filter((rows, stage) => rows !== grown[stage]));
        kept = grown;
        room.forEach((change, at) => {
          boxes.set(boxKey(change.row, change.picture.boxes[0]), patches[at]);
        });
        return changes.map((change) =>
          room.includes(change) ? change.plan.multiplyAdds - encoder.finishMultiplyAdds : 0,
        );
      },
    },
    dispose: () => {
      dispose(kept);
    },
  };
}

function boxKey(row: number, box: ImageRegion): string {
  return `${row}|${box.join(',')}`;
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
    // The encoder may be opened by the first batch that needs it, inside that batch's scope.
    return tf.keep(whole);
  });
}

/**
 * Computes what the changes' plans say, stage after stage.
 *
 * @param below kept maps that a stage reads; stage 0 reads pixels
 */
function computedStages(
  encoder: ConvolutionalEncoder,
  p: ParameterReader,
  count: number,
  below: (stage: number) => MapRows,
  changes: readonly Change[],
): readonly Computed[] {
  const stages: Computed[] = [];
  for (let stage = 0; stage < count; stage += 1) {
    const groups = groupsOf(changes, stage);
    const patches = changes.map((): Patch[] => []);
    let first = 0;
    for (const { change, area } of groups.flat()) {
      patches[change].push({ area, first, used: area });
      first += area.height * area.width;
    }
    const rows = tidy(() => {
      if (groups.length === 0) return null;
      const windows =
        stage === 0
          ? groups.map((members) => encoder.normalise(p, pixelsOf(encoder, changes, members)))
          : windowsOf(
              below(stage),
              stages[stage - 1].rows,
              groups.map((members) =>
                members.map(({ change, area }) => cutOf(changes[change], change, stages, stage, readBy(area))),
              ),
            );
      return tf.concat(
        windows.map((window) => rowsOf(encoder.stage(p, stage, window, 'valid'))),
        0,
      );
    });
    stages.push({ rows, patches });
  }
  return stages;
}

function pixelsOf({ spec }: ConvolutionalEncoder, changes: readonly Change[], members: readonly Member[]): tf.Tensor4D {
  return pixelWindows(
    spec,
    members.map(({ change, area }) => ({ picture: changes[change].picture, window: readBy(area) })),
  );
}

/** A window of what stage `stage` reads of a change. */
function cutOf({ row, plan }: Change, change: number, stages: readonly Computed[], stage: number, window: Area): Cut {
  return { row, kept: plan.layers[stage - 1].kept, computed: stages[stage - 1].patches[change], window };
}

/** The areas of a stage, those of one size together. */
function groupsOf(changes: readonly Change[], stage: number): readonly (readonly Member[])[] {
  const groups = new Map<string, Member[]>();
  changes.forEach(({ plan }, change) => {
    for (const area of plan.layers[stage].computed) {
      const size = `${area.height}×${area.width}`;
      const group = groups.get(size);
      if (group === undefined) groups.set(size, [{ change, area }]);
      else group.push({ change, area });
    }
  });
  return [...groups.values()];
}
