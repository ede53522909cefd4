import * as tf from '@tensorflow/tfjs-core';

const comparisons = ['Equal', 'NotEqual', 'Greater', 'Less', 'LessEqual'] as const;

/**
 * Comparisons are constant almost everywhere: gradient zero. The library has this for `GreaterEqual` only and refuses
 * to differentiate through the others, so that `where(x > 0, …)` could not be used in a model. For every backend.
 */
export function registerComparisonGradients(): void {
  for (const kernelName of comparisons) {
    if (tf.getGradient(kernelName) as tf.GradConfig | undefined) continue;
    tf.registerGradient({
      kernelName,
      inputsToSave: ['a', 'b'],
      gradFunc: (_, [a, b]) => ({ a: () => tf.zerosLike(a), b: () => tf.zerosLike(b) }),
    });
  }
}
