/**
 * tfjs's scopes with types that fit this code: tfjs accepts any structure of tensors at run time, but its own
 * signatures refuse readonly arrays, readonly records and interfaces.
 */
import * as tf from '@tensorflow/tfjs-core';

/** Runs `work` and frees every tensor it made but those it returns. Not for asynchronous work. */
export function tidy<Result>(work: () => Result): Result {
  return tf.tidy(work as () => tf.TensorContainer) as Result;
}

/** Frees every tensor in a structure; null and undefined hold none. */
export function dispose(tensors: unknown): void {
  tf.dispose(tensors as tf.TensorContainer);
}

/**
 * Computes gradients, and frees what the library has kept for them when that fails: it would forget it, and a worker that
 * then tries with fewer rows would not have the memory back.
 */
export function tidyGradients<Result>(work: () => Result): Result {
  try {
    return tidy(work);
  } catch (error) {
    const { state } = tf.engine();
    // Typed as always there, but null where nothing is recorded.
    const tape = state as { readonly activeTape: readonly { readonly saved?: readonly tf.Tensor[] }[] | null };
    dispose(tape.activeTape?.map(({ saved }) => saved ?? []));
    state.activeTape = [];
    throw error;
  }
}

/**
 * Does asynchronous work, the only one of its thread, and frees every tensor that it has made when it fails; those that
 * it was told to keep it frees itself.
 */
export async function freeingOnFailure<Result>(work: () => Promise<Result>): Promise<Result> {
  const engine = tf.engine();
  engine.startScope('work');
  const scope = engine.state.activeScope;
  try {
    const result = await work();
    engine.endScope(scope.track.filter(({ isDisposed }) => !isDisposed));
    return result;
  } catch (error) {
    engine.endScope();
    throw error;
  }
}
