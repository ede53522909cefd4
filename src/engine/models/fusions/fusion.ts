import type * as tf from '@tensorflow/tfjs-core';
import type { SampleHeadChoice } from '../../../shared/recipe/heads';
import type { Encoding, Encodings, Settling } from '../fused-model';
import type { Random } from '../../random';
import type { HostReader, ParameterReader, ParameterSpecs } from '../parameters';
import type { Step } from '../rounding';

export interface FusionInput {
  readonly modality: string;
  /** Size D of the modality's vector or tokens. */
  readonly width: number;
  /** Of how many vectors of one width, side by side, its vector is made up; left out: of one. */
  readonly streams?: number;
}

/** What the network around a fusion fixes. */
export interface FusionSetting {
  /** In the network's order of modalities. */
  readonly inputs: readonly FusionInput[];
  readonly classes: number;
  readonly head: SampleHeadChoice;
  /** What training lowers where nothing else is said, [B], of logits as a head gives them; left out: their cross-entropy. */
  readonly lossOf?: (logits: tf.Tensor2D, targets: tf.Tensor2D) => tf.Tensor1D;
}

/** A fusion in one network. */
export interface FusionPart {
  /** Size of z. */
  readonly width: number;
  readonly parameters: ParameterSpecs;
  /** Encodings of the form that the fusion consumes → z [B, width]. */
  apply(p: ParameterReader, encodings: Encodings): tf.Tensor2D;
  /** What training lowers, [B], of one-hot labels [B, K] and the decision's logits [B, K]; left out: their cross-entropy. */
  readonly objective?: (
    p: ParameterReader,
    encodings: Encodings,
    labels: tf.Tensor2D,
    logits: tf.Tensor2D,
  ) => tf.Tensor1D;
  /** Logits [B, K] of each modality by itself; left out: they have no answer of their own. */
  readonly answers?: (p: ParameterReader, encodings: Encodings) => Readonly<Record<string, tf.Tensor2D>>;
  /** Its decision joins those inputs that an encoding is given of; left out: it needs all of them. */
  readonly leavesOut?: true;
  /** Left out: modalities cannot be trained one after the other. */
  readonly alternation?: FusionAlternation;
  /** Left out: training remembers nothing of a sample. */
  readonly ranking?: (p: ParameterReader, encodings: Encodings, labels: tf.Tensor2D, standings: tf.Tensor2D) => Ranked;
  /** Left out: the decision is no weighted sum over the modalities. */
  readonly integration?: FusionIntegration;
  /** How encodings come to rest; left out: nothing is iterated. */
  readonly settle?: (p: ParameterReader, encodings: Encodings) => Settling;
  /** See `FusedModel.fuseUnrolled`. */
  readonly unrolled?: (p: ParameterReader, encodings: Encodings, steps: number) => tf.Tensor2D;
  /** See `FusedModel.fuseTighter`. */
  readonly tighter?: (p: ParameterReader, encodings: Encodings) => tf.Tensor2D;
  /** See `Weighing`; left out: all samples are weighed alike. */
  readonly weighing?: {
    frozen(p: ParameterReader, encodings: Encodings): tf.Tensor2D;
    weights(p: ParameterReader, encodings: Encodings): Readonly<Record<string, tf.Tensor1D>>;
  };
  /** As `apply`, in training, with what training lowers besides its objective; left out: as `apply`, and nothing. */
  readonly training?: (p: ParameterReader, encodings: Encodings, random: Random) => FusedInTraining;
}

/** Modalities that answer through one linear head: y_m = φ_m W + b. See `NetworkAlternation`. */
export interface FusionAlternation {
  /** Names of W [s, K] and b [K]. */
  readonly kernel: string;
  readonly bias: string;
  features(p: ParameterReader, modality: string, encoding: Encoding): tf.Tensor2D;
  together(answers: readonly tf.Tensor2D[]): tf.Tensor2D;
}

/** A decision that is a weighted sum over the modalities: h_k = Σ_m a_k^(m) s_k^(m) + b_k. See `NetworkIntegration`. */
export interface FusionIntegration {
  score(p: ParameterReader, modality: string, encoding: Encoding): tf.Tensor2D;
  readonly weights: Readonly<Record<string, string>>;
  readonly bias: string;
  rows(p: ParameterReader, modality: string): tf.Tensor2D;
  /** A proven Lipschitz constant of what the rows read, as a function of the encoding. */
  lipschitz(host: HostReader, modality: string): number;
  /** Steps from the encoding to what the rows read, for bounds of their rounding; and what each gives. */
  steps(host: HostReader, modality: string): readonly Step[];
  traced(p: ParameterReader, modality: string, encoding: Encoding): readonly tf.Tensor[];
  readonly joint: boolean;
  readonly epochs: number;
}

/**
 * Of a fusion whose training remembers what each sample has lost by each modality (`LossHistory`): from one-hot labels
 * [B, K], and standings [B, M] of [0, 1] in the order of what was lost so far.
 */
export interface Ranked {
  /** What each modality's own answer loses, [B, M] in the network's order. */
  readonly losses: tf.Tensor2D;
  /** Added to the mean of the objective. */
  readonly penalty: tf.Scalar;
}

export interface FusedInTraining {
  /** [B, width]. */
  readonly z: tf.Tensor2D;
  /** Added to the mean of the objective; null for nothing. */
  readonly penalty: tf.Scalar | null;
}

/** A kind of fusion. One file each; `registry.ts` lists them. */
export interface Fusion<Choice> {
  readonly consumes: Encoding['form'];
  /** `head`: the network's head turns z into logits. `none`: z already is the logits. */
  readonly decides: 'head' | 'none';
  part(choice: Choice, setting: FusionSetting): FusionPart;
}

/** The values of an encoding that is a vector. @throws Error when it has another form */
export function vectorIn(encoding: Encoding, modality: string): tf.Tensor2D {
  if (encoding.form !== 'vector') throw new Error(`The encoding of ${modality} is no vector.`);
  return encoding.values;
}

/** The vector of a modality. @throws Error when the encoding is missing or has another form */
export function vectorOf(encodings: Encodings, modality: string): tf.Tensor2D {
  return vectorIn(encodingOf(encodings, modality), modality);
}

/** The tokens of a modality and their mask. @throws Error when the encoding is missing or has another form */
export function tokensOf(encodings: Encodings, modality: string): Extract<Encoding, { form: 'tokens' }> {
  const encoding = encodingOf(encodings, modality);
  if (encoding.form !== 'tokens') throw new Error(`The encoding of ${modality} has no tokens.`);
  return encoding;
}

function encodingOf(encodings: Encodings, modality: string): Encoding {
  if (!(modality in encodings)) throw new Error(`The encoding of ${modality} is missing.`);
  return encodings[modality];
}
