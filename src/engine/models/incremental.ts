/**
 * Encoding images of which little has changed: what the change cannot reach is taken from the untouched sample.
 *
 * Source: Nakandala et al., "Incremental and Approximate Inference for Faster Occlusion-based Deep CNN Explanations"
 * (Krypton), SIGMOD 2019, the incremental half. Beyond it, squares that are removed in many combinations are computed
 * once: what only one of a combination's squares reaches is taken from the picture without that square alone. Nothing
 * is approximated: every value is computed by the operations of the whole pass, in their order, or copied from one that
 * was.
 */
import type { ImageRegion } from '../../shared/data/modality';
import type { ImageValue } from '../modalities/modality';
import type { Area, Patch } from './encoders/areas';
import type { Embedded, Encoding } from './encoded';
import type { ParameterReader } from './parameters';

/** What has to be done in one layer of an encoder. */
export interface LayerPlan {
  /** Parts of its output to compute. */
  readonly computed: readonly Area[];
  /** Parts that were kept of single boxes; those of two boxes overlap only where they are computed anew. */
  readonly kept: readonly Patch[];
}

/** What has to be computed for a row, known before anything is. */
export interface ChangePlan {
  readonly layers: readonly LayerPlan[];
  /** Multiply-adds of these parts, and of what is computed whole after them. */
  readonly multiplyAdds: number;
  /** Numbers that a row takes on the device, about; comparable to the size of an input. */
  readonly floats: number;
}

/** A picture without some boxes, from which windows are cut. */
export interface ChangedPicture {
  readonly untouched: ImageValue;
  /** What takes the place of the pixels in the boxes. */
  readonly filled: ImageValue;
  /** Inside the image; they may overlap. */
  readonly boxes: readonly ImageRegion[];
}

/** A row to encode: an untouched one that was opened, and what has become of it. */
export interface Change {
  readonly row: number;
  readonly picture: ChangedPicture;
  readonly plan: ChangePlan;
}

/** What an encoder can add to `apply`: the same encodings, from what it keeps of untouched samples. */
export interface IncrementalPart {
  /** Numbers that `open` keeps per row. */
  readonly keptFloats: number;
  /** @param mostFloats what may be kept altogether */
  open(p: ParameterReader, embedded: Embedded, mostFloats: number): OpenEncoder;
}

/** An encoder that knows untouched samples. It holds tensors until it is disposed of. */
export interface OpenEncoder {
  /** Of a row that is encoded whole. */
  readonly multiplyAdds: number;
  /** @param boxes one or more, of pixels, that a row has lost */
  plan(row: number, boxes: readonly ImageRegion[]): ChangePlan;
  /** One row per change, in order, equal to what `encode` gives for the changed values. */
  encode(changes: readonly Change[]): Encoding;
  /** Absent where boxes are not kept. */
  readonly boxes?: BoxKeeper;
  dispose(): void;
}

/**
 * Keeps what the picture is without single boxes, for plans of combinations. A box is the same as another of equal
 * place: its pixels must not depend on what else is removed.
 */
export interface BoxKeeper {
  has(row: number, box: ImageRegion): boolean;
  /** @param changes of one box each. @returns multiply-adds per change; 0 for those that there was no room for */
  keep(changes: readonly Change[]): readonly number[];
}
