import type * as tf from '@tensorflow/tfjs-core';
import type { ParameterReader, ParameterSpecs } from '../parameters';

/** A task predictor in one network. */
export interface HeadPart {
  readonly parameters: ParameterSpecs;
  /** [B, inputs] → logits [B, K]. */
  apply(p: ParameterReader, z: tf.Tensor2D): tf.Tensor2D;
}

/** A kind of head. One file each; `registry.ts` lists them. */
export interface Head<Choice> {
  part(choice: Choice, inputs: number, classes: number): HeadPart;
}
