/**
 * The contract between attacks and the framework (`evaluate.ts`).
 *
 * An attack gets clean-correct samples and returns claims. The framework, never the attack, projects perturbations to
 * the budget, applies removals to the untouched sample, runs the model again, counts its queries and records success.
 */
import type * as tf from '@tensorflow/tfjs-core';
import type { GradientPath, Norm } from '../../shared/attacks/attack';
import type { Region } from '../../shared/data/modality';
import type { RemovalRecord, StartPoint } from '../../shared/records/record';
import type { TextValue } from '../modalities/modality';
import type { Dataset, Sample } from '../data/dataset';
import type { Pause } from '../pause';
import type { Random } from '../random';
import type { Embedded, Embeddings, Encodings, FusedModel } from '../models/fused-model';
import type { Outputs } from './outputs';

/** What an attack may use while it works on one micro-batch. */
export interface AttackContext {
  readonly model: FusedModel;
  readonly dataset: Dataset;
  readonly samples: readonly Sample[];
  /** The untouched samples on the device, every modality. The framework disposes of them. */
  readonly embeddings: Embeddings;
  readonly encodings: Encodings;
  /** What the model says of the untouched samples. */
  readonly clean: Outputs;
  readonly seed: number;
  /** What is right of the samples, where that is not one answer of each. Of any model; each problem takes over its own. */
  readonly truthOf?: (model: FusedModel, samples: readonly Sample[]) => Truth;
  /** The model that an attack is made on, where that is not the one that is attacked. */
  readonly source?: FusedModel;
  /** Inputs that are sent to the device at once, where there are many. */
  readonly rowsAtOnce: number;
  /** Awaited before every batch sent to the device. */
  readonly pause: Pause;
  /** Told of what an attack made of a sample, as it was judged. */
  readonly onInput?: OnInput;
  /** Told of every query of a removal search, in logical order; for the step-by-step view. */
  readonly onQuery?: (query: ObservedQuery) => void;
}

export type OnInput = (row: number, values: Readonly<Record<string, Float32Array>>) => void;

export interface ObservedQuery {
  readonly sample: number;
  readonly stage: 'search' | 'combination';
  readonly regions: readonly Region[];
  readonly logits: Float32Array;
  readonly hit: boolean;
}

/** What a removal attack says of one sample. */
export interface RemovalClaim {
  /** Winning removal in the attack's own order, null for failure. */
  readonly regions: readonly Region[] | null;
  readonly candidates: number;
  /** As a sequential search would count them, and how many were allowed of both together, if that was set. */
  readonly queries: { readonly search: number; readonly combination: number; readonly allowed?: number };
  /** Every region set asked for, in logical order: what the random-search control replays at random places. */
  readonly asked: readonly (readonly Region[])[];
}

export type RemovalAttack<Choice> = (context: AttackContext, choice: Choice) => Promise<RemovalSearch>;
export interface RemovalSearch {
  readonly claims: readonly RemovalClaim[];
  /** Rows really computed, per sample: fewer than asked where answers were known. */
  readonly evaluated: readonly number[];
  readonly encoded: readonly EncodedCounts[];
  /** The released code has this attack, so that its count of the last region alone is recorded beside. */
  readonly released?: true;
}

/** Per modality, what one sample has had encoded besides itself. */
export type EncodedCounts = RemovalRecord['queries']['encoded'];

/** The words of a sample's attacked texts, by modality. */
export type Texts = Readonly<Record<string, TextValue>>;

/** One of the problem's samples with these words in place of its own. */
export interface EditedText {
  readonly sample: number;
  readonly texts: Texts;
}

/**
 * What an attack on words asks. Every pass through the model goes through it and is counted by it. Edited texts have as
 * many words as the untouched ones.
 */
export interface EditProblem {
  readonly model: FusedModel;
  readonly samples: readonly Sample[];
  readonly seed: number;
  readonly rowsAtOnce: number;
  readonly pause: Pause;
  /** Of each untouched sample. */
  readonly texts: readonly Texts[];
  /** Edits allowed. */
  readonly limit: number;
  /** Log odds against the label with these words, and whether the answer is another than the label. */
  ask(edited: readonly EditedText[]): Promise<readonly EditAnswer[]>;
  /**
   * The gradient of the log odds against the labels at the embedded words [B, T, D], per attacked modality. The caller
   * sends few enough at once, and disposes of both.
   */
  gradientsAt(edited: readonly EditedText[]): { readonly embedded: Values; readonly gradients: Values };
}

export interface EditAnswer {
  readonly odds: number;
  readonly broken: boolean;
}

/** What an attack on words says of one sample. */
export interface EditClaim {
  readonly texts: Texts;
  readonly broken: boolean;
}

export interface EditAttack<Choice> {
  search(problem: EditProblem, choice: Choice): Promise<readonly EditClaim[]>;
  /** So many random edits of the kind that the attack makes, fewer where the text has no more to edit. */
  atRandom(problem: EditProblem, choice: Choice, sample: number, edits: number, random: Random): Texts;
  /** Edits that lead from one word to another. */
  count(was: string, now: string): number;
}

/** The set a gradient attack may not leave, around each untouched sample. */
export interface Ball {
  readonly norm: Norm;
  /** Radius per attacked modality: image, in pixel values of [0, 1]; text, in the embedding space (latent). */
  readonly radii: Readonly<Record<string, number>>;
  /** One l2 ball of all modalities together, whose half axes the radii are; absent: a ball for each. */
  readonly oneBall?: true;
}

/** A tensor [S, …] per attacked modality. */
export type Values = Readonly<Record<string, tf.Tensor>>;

/**
 * What an attack climbs: `log-odds`, against the label, which rise with the cross-entropy; `dlr`, the difference of logits
 * ratio, which no scale or shift of the logits changes.
 */
export type LogitObjective = 'log-odds' | 'dlr';

/**
 * What the answers of a problem's samples are held against: what an attack raises, and when an answer is wrong. Rows are places
 * in the order of the samples.
 */
export interface Truth {
  /** The objective per sample [S] at logits [S, K], on the device. */
  objective(objective: LogitObjective, logits: tf.Tensor2D): tf.Tensor1D;
  /** The same of one sample, on the host. */
  height(objective: LogitObjective, logits: Float32Array, row: number): number;
  /** In nats. */
  loss(logits: Float32Array, row: number): number;
  /** What a search by scores lowers. */
  lead(logits: Float32Array, row: number): number;
  /** Is a sample broken, so that no attack need go on? */
  isWrong(logits: Float32Array, row: number): boolean;
  /** Of some of the samples; the caller disposes of `owned`. Made inside a tidy scope. */
  narrowed(rows: readonly number[]): Truth;
  /** What it holds on the device. */
  readonly owned: tf.Tensor;
}

/** How far the fused embedding has turned away from where it was, and towards an anchor (`gradient/embedding-objective.ts`). */
export interface EmbeddingObjective {
  /** Fused embeddings [S, D] of the untouched samples. */
  readonly origin: tf.Tensor2D;
  /** Those to turn towards [S, D]; null: away only. */
  readonly anchor: tf.Tensor2D | null;
  readonly originWeight: number;
  readonly anchorWeight: number;
  /** Where the hinge on it is satisfied; null: it is never. */
  readonly margin: number | null;
}

export type Objective = LogitObjective | EmbeddingObjective;

/**
 * What a gradient attack optimises: the odds against the truth as a function of the attacked modalities' values. Every
 * pass through the model goes through it and is counted by it.
 */
export interface PerturbationProblem {
  readonly model: FusedModel;
  readonly samples: readonly Sample[];
  readonly seed: number;
  readonly pause: Pause;
  readonly ball: Ball;
  /** Inputs that are sent to the device at once, where there are many. */
  readonly rowsAtOnce: number;
  /** Untouched embedded values per attacked modality. */
  readonly clean: Readonly<Record<string, Embedded>>;
  /** What the answers are held against. */
  readonly truth: Truth;
  /** Logits [S, K]. */
  logitsAt(values: Values): tf.Tensor2D;
  /** Fused embeddings [S, D]. */
  embeddingAt(values: Values): tf.Tensor2D;
  /** Fused embeddings [S, D] of other samples, one for each of the problem's; a row of zeros where there is none. */
  embeddingOf(others: readonly (Sample | null)[]): tf.Tensor2D;
  /** Logits, and the gradient of each sample's objective (left out: log odds) with respect to its values. */
  gradientsAt(values: Values, objective?: Objective): { readonly logits: tf.Tensor2D; readonly gradients: Values };
  /**
   * A sample of the data with another label than one of the problem's, drawn for it; null where none was drawn. An
   * attacker who knows nothing of the model but its answers has at least inputs that are answered otherwise.
   */
  ofAnotherClass(row: number, draw: number): Sample | null;
  /** Does an attack go on where the label has changed? White boxes end there; what is to carry to another model does not. */
  readonly goesOn: boolean;
  /** The same problem, asked in another manner; of the same tensors, so that there is nothing to dispose of. */
  asked(manner: Partial<Manner>): PerturbationProblem;
  /** The same problem for some of its samples, any of them as often as named, which the caller disposes of. */
  narrowed(rows: readonly number[]): PerturbationProblem;
  dispose(): void;
}

/** How a problem is worked on. */
export interface Manner {
  /** Along which computation gradients are taken; what the model says is always its own. */
  readonly path: GradientPath;
  readonly goesOn: boolean;
}

/** What a gradient attack says of all samples of a problem. */
export interface PerturbationClaim {
  /** Perturbed embedded values. The framework projects them to the ball, and disposes of them. */
  readonly values: Values;
  /** Per sample: did the attack see the label change at its values? False where it did not look. */
  readonly broken: readonly boolean[];
  /** Per sample, of an attack that comes from a changed answer: where it found one. */
  readonly starts?: readonly StartPoint[];
  /** Per sample, of an attack that is several: which of them broke it; null where none did. */
  readonly members?: readonly (string | null)[];
}

export type PerturbationAttack<Choice> = (problem: PerturbationProblem, choice: Choice) => Promise<PerturbationClaim>;
