import type * as tf from '@tensorflow/tfjs-core';
import type { ModalitySpec } from '../../../shared/data/modality';
import type { Embedded, Encoding } from '../fused-model';
import type { IncrementalPart } from '../incremental';
import type { Scale } from '../pixels/joined-maps';
import type { Step } from '../rounding';
import type { Constants, HostReader, ParameterReader, ParameterSpecs } from '../parameters';

export type EncodingForm = Encoding['form'] | 'maps';

/** @throws Error always: `recipe-check.ts` lets only encoders that have maps be asked for them */
export function noMaps(what: string): never {
  throw new Error(`An encoder of ${what} gives no maps.`);
}

/** What the network around an encoder fixes. */
export interface EncoderSetting {
  /**
   * What the fusion consumes. `maps`: a vector that holds feature maps [h, w, c] from the finest scale to the coarsest, each
   * half as large as the one before, for answers about every pixel.
   */
  readonly form: EncodingForm;
  /** Number of word ids, padding and unknown included; 0 without text. */
  readonly vocabularySize: number;
}

/** An encoder for one modality in one network. */
export interface EncoderPart {
  /** Size D of the vector, or of every token. */
  readonly width: number;
  /** Of how many vectors of one width, side by side, its vector is made up; left out: of one. */
  readonly streams?: number;
  /** Text encoders hold their word embeddings [V, D] as `words`. */
  readonly parameters: ParameterSpecs;
  readonly constants: Constants;
  /** @param p reads parameters and constants */
  apply(p: ParameterReader, embedded: Embedded): Encoding;
  /**
   * A proven bound of how far the encoding moves per unit of l2 of what is embedded, from the weights; absent where none is
   * known, as of attention.
   */
  readonly lipschitz?: (host: HostReader) => number;
  /** Its steps, for bounds of their rounding; there where `lipschitz` is. */
  readonly steps?: (host: HostReader) => readonly Step[];
  /** What each of `steps` gives, after ReLU and pooling; the last is the encoding. */
  readonly traced?: (p: ParameterReader, embedded: Embedded) => readonly tf.Tensor[];
  /** Images: the same for rows of which little has changed. */
  readonly incremental?: IncrementalPart;
  /** Of an encoder that gives maps: their sizes, from the finest; absent where it gives none. */
  readonly scales?: readonly Scale[];
}

/** A kind of encoder, made fit for a modality. One file each; `registry.ts` lists them. */
export type Encoder<Choice, Spec extends ModalitySpec> = (
  choice: Choice,
  spec: Spec,
  setting: EncoderSetting,
) => EncoderPart;
