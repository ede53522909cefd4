import type * as tf from '@tensorflow/tfjs-core';
import type { PredictorSignature } from '../../../shared/imported/signature';

/** What one operator or layer gives, by the name that it is asked for. */
export interface GraphTensor {
  readonly name: string;
  readonly operator: string;
  /** Null: not known, or not one part for each sample; a size that is null: any will do, as of samples, which come first. */
  readonly shape: readonly (number | null)[] | null;
  /** Null: not known. */
  readonly dtype: tf.DataType | null;
  /** Names of the tensors that it is computed from; inputs are among them, weights are not. */
  readonly reads: readonly string[];
  /** Nothing else passes beside it: not a mask that says which places count. */
  readonly isWhole: boolean;
}

/** Where numbers of tokens are looked up, and nothing else is made of them: the place from which on gradients pass. */
export interface TokenLookup {
  /** Input that holds numbers of tokens. */
  readonly input: string;
  /** Tensor of what is looked up, [samples, places, width]. */
  readonly tensor: string;
  /** Vectors by number [V, width]; stays the graph's. */
  readonly table: tf.Tensor2D;
  /** The number 0 stands for no token, and what comes behind leaves its places out. */
  readonly masksZero: boolean;
}

/** Tensors by name, samples first. */
export type Given = Readonly<Record<string, tf.Tensor>>;

/** A model made elsewhere, of which every tensor can be had, or put in its place, by name. */
export interface TensorGraph {
  /** In an order in which each comes behind what it reads; inputs come first. */
  readonly tensors: readonly GraphTensor[];
  readonly lookups: readonly TokenLookup[];
  /**
   * Computes tensors from others: inputs, or such as stand in the place of what the graph would compute. Differentiable;
   * disposal is the caller's (`tf.tidy`).
   *
   * @throws LabError `unsupported` where the numbers do not fit the graph
   */
  run(given: Given, wanted: readonly string[]): readonly tf.Tensor[];
  /** Frees the weights. */
  dispose(): void;
}

/** One that says what goes in and comes out. */
export interface ToldGraph extends TensorGraph {
  readonly signature: PredictorSignature;
  readonly parameters: number;
}
