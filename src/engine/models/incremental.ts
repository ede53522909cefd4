/**
 * Encoding images of which little has changed: what the change cannot reach is taken from the untouched sample.
 *
 * Source: Nakandala et al., "Incremental and Approximate Inference for Faster Occlusion-based Deep CNN Explanations"
 * (Krypton), SIGMOD 2019, the incremental half. Nothing is approximated: every value is computed by the operations of
 * the whole pass, in their order, or copied from one that was.
 */
import type * as tf from '@tensorflow/tfjs-core';
import type { ImageRegion } from '../../shared/modality';
import type { ImageValue } from '../modalities/modality';
import type { Area } from './encoders/areas';
import type { Embedded, Encoding } from './encoded';
import type { ParameterReader } from './parameters';

/** What has to be computed for a row, known before anything is. */
export interface ChangePlan {
  /** Per layer of the encoder, the parts of its output that the change can reach. */
  readonly layers: readonly (readonly Area[])[];
  /** Multiply-adds of these parts, and of what is computed whole after them. */
  readonly multiplyAdds: number;
  /** Numbers that a row takes on the device, about; comparable to the size of an input. */
  readonly floats: number;
}

/** A row to encode: an untouched one that was opened, and what has become of it. */
export interface Change {
  readonly row: number;
  /** Equal to the untouched value outside the boxes that were planned. */
  readonly value: ImageValue;
  readonly plan: ChangePlan;
}

/** What an encoder can add to `apply`: the same encodings, from what it keeps of untouched samples. Pure, as `apply` is. */
export interface IncrementalPart {
  /** Multiply-adds of a row that is encoded whole. */
  readonly multiplyAdds: number;
  /** Numbers that `open` keeps per row. */
  readonly keptFloats: number;
  /** @param boxes one or more, of pixels, inside the image; they may overlap */
  plan(boxes: readonly ImageRegion[]): ChangePlan;
  /** Outputs of the layers for untouched rows, which the caller disposes of. */
  open(p: ParameterReader, embedded: Embedded): readonly tf.Tensor2D[];
  encode(p: ParameterReader, kept: readonly tf.Tensor2D[], changes: readonly Change[]): Encoding;
}

/** An encoder that knows untouched samples. It holds tensors until it is disposed of. */
export interface OpenEncoder extends Pick<IncrementalPart, 'multiplyAdds' | 'plan'> {
  /** One row per change, in order, equal to what `encode` gives for the changed values. */
  encode(changes: readonly Change[]): Encoding;
  dispose(): void;
}
