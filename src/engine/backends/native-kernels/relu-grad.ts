import * as tf from '@tensorflow/tfjs-core';
import { addKernel } from './native-kernel';

const KERNEL = 'ReluGrad';

/**
 * The gradient of ReLU by TensorFlow's own operation: dy where x > 0, else 0. tfjs goes through `Step`, which tfjs-node
 * puts together from six operations.
 */
export function registerReluGrad(): void {
  addKernel<'dy' | 'x', undefined>(KERNEL, ({ inputs: { dy, x }, backend }) => {
    const { binding } = backend;
    const type = { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT };
    return backend.executeSingleOutput(KERNEL, [type], [dy, x]);
  });
  const stock = tf.getGradient('Relu');
  tf.unregisterGradient('Relu');
  tf.registerGradient({
    ...stock,
    inputsToSave: ['x'],
    gradFunc: (dy, saved, attributes) => {
      const [x] = saved;
      // Gradients are registered for all backends, kernels for one.
      if (tf.getBackend() !== 'tensorflow' || x.dtype !== 'float32') return stock.gradFunc(dy, saved, attributes);
      return { x: () => reluGrad(dy as tf.Tensor, x) };
    },
  });
  tf.registerGradient({
    kernelName: KERNEL,
    inputsToSave: ['dy', 'x'],
    gradFunc: (ddx, [, x]) => ({ dy: () => reluGrad(ddx as tf.Tensor, x), x: () => tf.zerosLike(x) }),
  });
}

function reluGrad(dy: tf.Tensor, x: tf.Tensor): tf.Tensor {
  return tf.engine().runKernel(KERNEL, { dy, x });
}
