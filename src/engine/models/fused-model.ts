import type * as tf from '@tensorflow/tfjs-core';
import type { Capability } from '../../shared/attacks/attack';
import type { ModalitySpecs } from '../../shared/data/modality';
import type { Target } from '../../shared/data/target';
import type { ModalityValue } from '../modalities/modality';
import type { Embedded, Encoding, Encodings } from './encoded';
import type { OpenEncoder } from './incremental';
import type { ScoreProof } from './rounding';

export type { Embedded, Embeddings, Encoding, Encodings } from './encoded';

/** How a fusion that iterates a map f came to its states. */
export interface Settling {
  /** ‖f(z) − z‖ at each step, per sample. */
  readonly residuals: readonly (readonly number[])[];
  /** Per sample: within the tolerance? */
  readonly solved: readonly boolean[];
  /** Fused embedding [B, D] after twice the steps, at a tenth of the tolerance. */
  readonly doubled: tf.Tensor2D;
}

/** Of a fusion that weighs its modalities anew for each sample. Both are differentiable. */
export interface Weighing {
  /** z [B, D], its weights held fixed: no gradient flows through them. */
  frozen(encodings: Encodings): tf.Tensor2D;
  /** What each modality counts for, [B]. */
  weights(encodings: Encodings): Readonly<Record<string, tf.Tensor1D>>;
  /** Logits [B, K] of each modality by itself; absent where modalities have no answer of their own. */
  readonly answers?: (encodings: Encodings) => Readonly<Record<string, tf.Tensor2D>>;
}

/** Of a model whose logits are weighted sums over its modalities: h_k = Σ_m a_k^(m) s_k^(m) + b_k. */
export interface Summed {
  /** What each modality adds to each logit, a_k^(m) s_k^(m) [B, K]. */
  parts(encodings: Encodings): Readonly<Record<string, tf.Tensor2D>>;
  /** What is embedded of a modality, step by step up to its scores: what bounds of its rounding rest on. */
  traced(modality: string, embedded: Embedded): readonly tf.Tensor[];
  /** What is proven from its weights; null where nothing is. Computed once, which may take a second. */
  proof(): Promise<Readonly<Record<string, ScoreProof>> | null>;
}

/** Words by id, the first of which stand for no word of a text (`FIRST_WORD`), and their vectors [V, D], which stay the model's. */
export interface ModelVocabulary {
  readonly words: readonly string[];
  readonly table: tf.Tensor2D;
}

/**
 * The unified view of a multimodal model (MUROAN §1): z = fuse(E_1(x_1) … E_M(x_M)), logits = decide(z).
 *
 * All functions are pure, differentiable (but for `embed` of text, which looks words up) and leave disposal to the
 * caller (`tf.tidy`). Inference only: no dropout, no batch statistics.
 */
export interface FusedModel {
  readonly id: string;
  readonly modalities: ModalitySpecs;
  readonly classes: readonly string[];
  /** What is asked of it in place of one class; its logits are then one a label, or the value. */
  readonly target?: Target;
  /** Pixels that it answers for one by one, each with one of the classes; null or absent: it answers for the sample. */
  readonly pixels?: number | null;
  readonly gives: ReadonlySet<Capability>;
  /** Made elsewhere, so that nothing here trained it; absent: it is of the lab's own parts. */
  readonly isImported?: true;
  /** Where a gradient attack on this modality acts: `input` (image) or `latent` (text embeddings). */
  readonly perturbs: Readonly<Record<string, 'input' | 'latent'>>;
  /** Modalities whose encodings no gradient reaches, as only whole numbers stand for them; absent: there are none. */
  readonly beyondGradients?: readonly string[];
  /** Host values → device. */
  embed(modality: string, values: readonly ModalityValue[]): Embedded;
  encode(modality: string, embedded: Embedded): Encoding;
  /** The words that a text is looked up in; null of what is no text, absent from a black box. */
  readonly vocabularyOf?: (modality: string) => ModelVocabulary | null;
  /**
   * Keeps what the encoder computes of untouched rows, so that rows like them are encoded at less cost. null where that
   * would not be exact or take too much memory; absent from a black box. The caller disposes of it, before the model.
   */
  readonly openEncoder?: (modality: string, embedded: Embedded) => OpenEncoder | null;
  /** Fused embedding z [B, D]. */
  fuse(encodings: Encodings): tf.Tensor2D;
  /** How encodings come to rest; absent: the fusion iterates nothing. Without gradients. */
  readonly settle?: (encodings: Encodings) => Settling;
  /** z after so many steps from zero in place of the solver's, differentiable through them; absent as `settle` is. */
  readonly fuseUnrolled?: (encodings: Encodings, steps: number) => tf.Tensor2D;
  /** z of a solver held to a tenth of its tolerance, in twice the steps, with its gradient; absent as `settle` is. */
  readonly fuseTighter?: (encodings: Encodings) => tf.Tensor2D;
  /**
   * The same as it answers without some of its modalities, at least one of which stays: it reads the others alone, and its
   * fusion leaves them out. Absent: its fusion needs all of them. What it gives is not disposed of.
   */
  readonly without?: (gone: readonly string[]) => FusedModel;
  /** Absent: all samples are weighed alike. */
  readonly weighing?: Weighing;
  /** Absent: its logits are no such sums. */
  readonly summed?: Summed;
  /** Logits [B, K]; of pixels [B, pixels · K]. */
  decide(z: tf.Tensor2D): tf.Tensor2D;
  /** Frees the weights. */
  dispose(): void;
}
