/** What the convolutional encoder has to compute of a changed picture. */
import type { ImageRegion, AudioSpec, ImageSpec } from '../../../shared/data/modality';
import type { ChangePlan, LayerPlan } from '../incremental';
import { afterStage, areaOf, joined, overlap, widened, type Area, type MapSize, type Patch } from './areas';

/** What of an encoder plans depend on. */
export interface Sizes {
  readonly spec: ImageSpec | AudioSpec;
  /** Filters per stage. */
  readonly channels: readonly number[];
  /** Multiply-adds of what follows the last stage, per row. */
  readonly finishMultiplyAdds: number;
}

/** What follows from the sizes. */
export interface Measures extends Sizes {
  /** Of the maps after each stage; every pooling drops an odd rest. */
  readonly maps: readonly MapSize[];
  /** Multiply-adds of a cell of each stage: four outputs of the convolution, each from nine cells of every channel below. */
  readonly perCell: readonly number[];
  /** Channels that each stage reads. */
  readonly channelsBelow: readonly number[];
  readonly multiplyAdds: number;
  /** Numbers of all maps of a row. */
  readonly floats: number;
}

export function measuresOf({ spec, channels, finishMultiplyAdds }: Sizes): Measures {
  const maps = channels.map((_, stage) => ({
    height: Math.floor(spec.height / 2 ** (stage + 1)),
    width: Math.floor(spec.width / 2 ** (stage + 1)),
  }));
  const channelsBelow = [spec.channels, ...channels.slice(0, -1)];
  const perCell = channels.map((outputs, stage) => 36 * outputs * channelsBelow[stage]);
  const sum = (each: readonly number[]): number =>
    maps.reduce((total, { height, width }, stage) => total + height * width * each[stage], 0);
  return {
    ...{ spec, channels, finishMultiplyAdds, maps, perCell, channelsBelow },
    multiplyAdds: sum(perCell) + finishMultiplyAdds,
    floats: sum(channels),
  };
}

/** A box of pixels that a row has lost. */
export interface LostBox {
  readonly box: ImageRegion;
  /** Its patch in every stage, if it was kept. */
  readonly kept: readonly Patch[] | undefined;
}

/** A box is computed wherever it reaches; of kept ones only what several reach is. */
export function planOf(measures: Measures, lost: readonly LostBox[]): ChangePlan {
  const { maps, perCell, channels, channelsBelow } = measures;
  const spreads = lost.map(({ box }) => spreadOf(measures, box));
  let multiplyAdds = measures.finishMultiplyAdds;
  let largest = 0;
  const layers = maps.map((map, stage): LayerPlan => {
    const changed = lost.flatMap(({ kept }, at) => {
      const own = spreads[at][stage];
      if (kept === undefined) return [own];
      return lost.slice(0, at).flatMap((other, before) => {
        const both = other.kept === undefined ? null : overlap(spreads[before][stage], own);
        return both === null ? [] : [both];
      });
    });
    const computed = joined(changed).map((area) => widened(area, map));
    let floats = 0;
    for (const area of computed) {
      multiplyAdds += area.height * area.width * perCell[stage];
      const { height, width } = readBy(area);
      floats += height * width * channelsBelow[stage];
    }
    largest = Math.max(largest, floats);
    return { computed, kept: lost.flatMap(({ kept }) => (kept === undefined ? [] : [kept[stage]])) };
  });
  const last = maps[maps.length - 1];
  return { layers, multiplyAdds, floats: largest + last.height * last.width * channels[maps.length - 1] };
}

/** What changes in every stage's map when a box of pixels does. */
export function spreadOf({ maps }: Measures, box: ImageRegion): readonly Area[] {
  let area = areaOf(box);
  return maps.map((map) => (area = afterStage(area, map)));
}

/** What a stage reads of the map below for an area of its output. */
export function readBy({ top, left, height, width }: Area): Area {
  return { top: 2 * top - 1, left: 2 * left - 1, height: 2 * height + 2, width: 2 * width + 2 };
}

/** Numbers that are computed. */
export function computedFloats({ channels }: Sizes, { layers }: ChangePlan): number {
  const cells = layers.map(({ computed }) => computed.reduce((sum, { height, width }) => sum + height * width, 0));
  return cells.reduce((sum, count, stage) => sum + count * channels[stage], 0);
}
