import * as tf from '@tensorflow/tfjs-core';
import type { z } from 'zod';
import type { AudioSpec, ImageSpec } from '../../../shared/data/modality';
import type { ResidualCnnChoice } from '../../../shared/recipe/encoders';
import { dense, denseSpecs } from '../layers';
import { beforeRelu, normal, zeros, type ParameterReader, type ParameterSpecs } from '../parameters';
import { noMaps, type Encoder } from './encoder';
import { normalisation, normalise } from './normalise';
import { wholeMask, wholeMaskOf } from './whole-mask';

/**
 * After ResNet with identity shortcuts (He et al., arXiv 1603.05027), without normalisation over batches: per stage a
 * convolution 3×3, then x + conv(ReLU(conv(ReLU(x)))), then max-pool 2. As a vector: the mean of the last cells after ReLU, a
 * dense layer, ReLU; as tokens: the cells, each with a learned position.
 */
export const residualCnn: Encoder<z.infer<typeof ResidualCnnChoice>, ImageSpec | AudioSpec> = (
  choice,
  spec,
  { form },
) => {
  const { channels, width } = choice;
  const last = channels[channels.length - 1];
  const side = (length: number): number => Math.floor(length / 2 ** channels.length);
  const cells = side(spec.height) * side(spec.width);
  const convolutions = Object.assign(
    {},
    ...channels.map((outputs, index) => ({
      ...convolutionSpecs(`stage${index + 1}/enter`, index === 0 ? spec.channels : channels[index - 1], outputs),
      ...convolutionSpecs(`stage${index + 1}/first`, outputs, outputs),
      ...convolutionSpecs(`stage${index + 1}/second`, outputs, outputs),
    })),
  ) as ParameterSpecs;
  const grid = (p: ParameterReader, values: tf.Tensor): tf.Tensor4D =>
    tf.relu(channels.reduce((x, _, index) => stage(p, `stage${index + 1}`, x), normalise(p, values as tf.Tensor4D)));
  switch (form) {
    case 'vector':
      return {
        width,
        constants: normalisation(spec),
        parameters: { ...convolutions, ...denseSpecs('dense', last, width, 'relu') },
        apply: (p, { values }) => {
          const mean: tf.Tensor2D = tf.mean(grid(p, values), [1, 2]);
          return { form, values: tf.relu(dense(p, 'dense', mean)) };
        },
      };
    case 'tokens':
      return {
        width: last,
        constants: { ...normalisation(spec), ...wholeMask(cells) },
        parameters: { ...convolutions, position: normal(0.02, cells, last) },
        apply: (p, { values }) => {
          const batch = values.shape[0];
          const tokens: tf.Tensor3D = tf.reshape(grid(p, values), [batch, cells, last]);
          return { form, values: tf.add(tokens, p('position')), mask: wholeMaskOf(p, batch) };
        },
      };
    case 'maps':
      return noMaps('residual blocks');
    default:
      return form satisfies never;
  }
};

function convolutionSpecs(name: string, inputs: number, outputs: number): ParameterSpecs {
  return { [`${name}/kernel`]: beforeRelu(3, 3, inputs, outputs), [`${name}/bias`]: zeros(outputs) };
}

function convolved(p: ParameterReader, name: string, x: tf.Tensor4D): tf.Tensor4D {
  return tf.add(tf.conv2d(x, p(`${name}/kernel`) as tf.Tensor4D, 1, 'same'), p(`${name}/bias`));
}

function stage(p: ParameterReader, name: string, below: tf.Tensor4D): tf.Tensor4D {
  const x = convolved(p, `${name}/enter`, below);
  const more = convolved(p, `${name}/second`, tf.relu(convolved(p, `${name}/first`, tf.relu(x))));
  return tf.maxPool(tf.add<tf.Tensor4D>(x, more), 2, 2, 'valid');
}
