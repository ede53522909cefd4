import * as tf from '@tensorflow/tfjs-core';

const comparisons = ['Equal', 'NotEqual', 'Greater', 'Less', 'LessEqual', 'LogicalAnd', 'LogicalOr'] as const;

/** What is true of any or all of several, and what is not. */
const ofOne = ['Any', 'All', 'LogicalNot'] as const;

/**
 * Comparisons, and what is made of their answers, are constant almost everywhere: gradient zero. The library has this for `GreaterEqual` only and refuses
 * to differentiate through the others, so that `where(x > 0, …)` could not be used in a model. For every backend.
 */
export function registerComparisonGradients(): void {
  for (const kernelName of comparisons) {
    if (tf.getGradient(kernelName) as tf.GradConfig | undefined) continue;
    tf.registerGradient({
      kernelName,
      inputsToSave: ['a', 'b'],
      // Of whole numbers too: gradients are float32.
      gradFunc: (_, [a, b]) => ({ a: () => tf.zeros(a.shape), b: () => tf.zeros(b.shape) }),
    });
  }
  for (const kernelName of ofOne) {
    if (tf.getGradient(kernelName) as tf.GradConfig | undefined) continue;
    tf.registerGradient({
      kernelName,
      inputsToSave: ['x'],
      gradFunc: (_, [x]) => ({ x: () => tf.zeros(x.shape) }),
    });
  }
}
