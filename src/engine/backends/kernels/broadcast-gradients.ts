import * as tf from '@tensorflow/tfjs-core';

type Pair = (dy: tf.Tensor, a: tf.Tensor, b: tf.Tensor) => readonly [() => tf.Tensor, () => tf.Tensor];

/** What each input of a broadcasting operation gets, before the broadcast axes are summed. */
const gradients: Readonly<Record<'Maximum' | 'Minimum' | 'SquaredDifference', Pair>> = {
  Maximum: (dy, a, b) => [
    () => tf.mul(dy, tf.cast(tf.greaterEqual(a, b), 'float32')),
    () => tf.mul(dy, tf.cast(tf.less(a, b), 'float32')),
  ],
  Minimum: (dy, a, b) => [
    () => tf.mul(dy, tf.cast(tf.lessEqual(a, b), 'float32')),
    () => tf.mul(dy, tf.cast(tf.greater(a, b), 'float32')),
  ],
  SquaredDifference: (dy, a, b) => [
    () => tf.mul(dy, tf.mul(2, tf.sub(a, b))),
    () => tf.mul(dy, tf.mul(2, tf.sub(b, a))),
  ],
};

/** Gradients that the library has for inputs of equal shape only, for broadcast ones too. For every backend. */
export function registerBroadcastGradients(): void {
  for (const [kernelName, pair] of Object.entries(gradients)) {
    tf.unregisterGradient(kernelName);
    tf.registerGradient({
      kernelName,
      inputsToSave: ['a', 'b'],
      gradFunc: (dy, [a, b]) => {
        const [byA, byB] = pair(dy as tf.Tensor, a, b);
        return { a: () => unbroadcast(byA(), a.shape), b: () => unbroadcast(byB(), b.shape) };
      },
    });
  }
  registerMatMulGradient();
}

/** Products of stacks of matrices of which one is shared by the batch, as a dense layer's weights are by the tokens. */
function registerMatMulGradient(): void {
  const stock = tf.getGradient('BatchMatMul');
  tf.unregisterGradient('BatchMatMul');
  tf.registerGradient({
    ...stock,
    gradFunc: (dy, [a, b], attrs) => {
      const unshaped = stock.gradFunc(dy, [a, b], attrs);
      return { a: () => unbroadcast(unshaped.a(), a.shape), b: () => unbroadcast(unshaped.b(), b.shape) };
    },
  });
}

/** Sums the axes along which a tensor of this shape was broadcast. */
function unbroadcast(gradient: tf.Tensor, shape: number[]): tf.Tensor {
  const axes = tf.broadcast_util.getReductionAxes(shape, gradient.shape);
  return axes.length === 0 ? gradient : tf.reshape(tf.sum(gradient, axes), shape);
}
