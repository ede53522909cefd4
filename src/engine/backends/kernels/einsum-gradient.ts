import * as tf from '@tensorflow/tfjs-core';

/**
 * The gradient of an Einstein summation by each factor, which the library lacks on every backend: the summation of dY
 * with the other factors over all axes that are not the factor's own. Along an axis that no other has, it is constant.
 */
export function registerEinsumGradient(): void {
  tf.registerGradient({
    kernelName: 'Einsum',
    saveAllInputs: true,
    gradFunc: (dy, factors, attrs) => {
      const [inputs, output] = (attrs.equation as string).replaceAll(/\s/g, '').split('->');
      const axes = inputs.split(',');
      const byFactor = factors.map(({ shape }, index) => (): tf.Tensor => {
        const others = [output, ...axes.filter((_, other) => other !== index)];
        const known = Array.from(axes[index]).filter((axis) => others.some((other) => other.includes(axis)));
        const sum = tf.einsum(
          `${others.join(',')}->${known.join('')}`,
          dy as tf.Tensor,
          ...factors.filter((_, other) => other !== index),
        );
        const sizes = Array.from(axes[index]).map((axis, place) => (known.includes(axis) ? shape[place] : 1));
        return tf.broadcastTo(tf.reshape(sum, sizes), shape);
      });
      // The library matches them to the list of factors by their places.
      return byFactor as unknown as Record<string, () => tf.Tensor>;
    },
  });
}
