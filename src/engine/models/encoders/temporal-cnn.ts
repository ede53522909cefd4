import * as tf from '@tensorflow/tfjs-core';
import type { z } from 'zod';
import type { PlaneSpec } from '../../../shared/data/modality';
import type { TemporalCnnChoice } from '../../../shared/recipe/encoders';
import { dense, denseSpecs, denseTokens, maskedMean } from '../layers';
import { beforeRelu, zeros, type ParameterReader } from '../parameters';
import { noMaps, type Encoder } from './encoder';
import { stepConstants, stepSize, stepsOf } from './steps';

/**
 * Convolutions over time with ReLU, each as long as it was: what lies before the first and behind the last step of a sample is
 * zero. As tokens: the steps; as a vector: their mean, a dense layer, ReLU.
 */
export const temporalCnn: Encoder<z.infer<typeof TemporalCnnChoice>, PlaneSpec> = (choice, spec, { form }) => {
  const { channels, kernel, width } = choice;
  const last = channels[channels.length - 1];
  const below = (index: number): number => (index === 0 ? stepSize(spec) : channels[index - 1]);
  return {
    width: form === 'tokens' ? last : width,
    constants: stepConstants(spec),
    parameters: {
      ...Object.fromEntries(
        channels.flatMap((outputs, index) => [
          [`conv${index + 1}/kernel`, beforeRelu(kernel * below(index), outputs)],
          [`conv${index + 1}/bias`, zeros(outputs)],
        ]),
      ),
      ...(form === 'tokens' ? {} : denseSpecs('dense', last, width, 'relu')),
    },
    apply: (p, embedded) => {
      const { values, mask } = stepsOf(p, spec, embedded);
      const isThere = tf.expandDims(mask, 2);
      const steps = channels.reduce<tf.Tensor3D>(
        (x, _, index) => tf.mul(tf.relu(convolved(p, `conv${index + 1}`, x, kernel)), isThere),
        values,
      );
      switch (form) {
        case 'vector':
          return { form, values: tf.relu(dense(p, 'dense', maskedMean(steps, mask))) };
        case 'tokens':
          return { form, values: steps, mask };
        case 'maps':
          return noMaps('steps');
        default:
          return form satisfies never;
      }
    },
  };
};

/** Neighbours side by side and one product of matrices, which every backend has with its gradients. */
function convolved(p: ParameterReader, name: string, x: tf.Tensor3D, kernel: number): tf.Tensor3D {
  const [batch, count, channels] = x.shape;
  const reach = (kernel - 1) / 2;
  const padded = tf.pad3d(x, [
    [0, 0],
    [reach, reach],
    [0, 0],
  ]);
  const beside = Array.from({ length: kernel }, (_, at) => tf.slice(padded, [0, at, 0], [batch, count, channels]));
  return denseTokens(p, name, kernel === 1 ? x : tf.concat(beside, 2));
}
