import * as tf from '@tensorflow/tfjs-core';
import type { AudioSpec, ImageSpec } from '../../../shared/modality';
import type { CnnChoice } from '../../../shared/recipe/encoders';
import type { z } from 'zod';
import type { Encoding } from '../fused-model';
import type { IncrementalPart } from '../incremental';
import { dense, denseSpecs } from '../layers';
import { convolutionBound, spectralBound } from '../lipschitz';
import { beforeRelu, normal, zeros, type ParameterReader, type ParameterSpecs } from '../parameters';
import { cnnChanges } from './cnn-changes';
import type { Encoder } from './encoder';
import { normalisation, normalise } from './normalise';
import { wholeMask, wholeMaskOf } from './whole-mask';

/**
 * (convolution 3×3, ReLU, max-pool 2)*, then as a vector: dense layer, ReLU; as tokens: the cells of the last grid,
 * each with a learned position.
 */
export const cnn: Encoder<z.infer<typeof CnnChoice>, ImageSpec | AudioSpec> = (choice, spec, { form }) => {
  const { channels } = choice;
  const features = channels[channels.length - 1];
  const cells = pooled(spec.height, channels.length) * pooled(spec.width, channels.length);
  const grid = (p: ParameterReader, values: tf.Tensor): tf.Tensor4D =>
    channels.reduce((x, _, index) => stage(p, index, x, 'same'), normalise(p, values as tf.Tensor4D));
  const changes = (finish: Finish, finishMultiplyAdds: number): IncrementalPart =>
    cnnChanges({ spec, channels, normalise, stage, finish, finishMultiplyAdds });
  const convolutions = convolutionSpecs(spec.channels, channels);
  switch (form) {
    case 'vector': {
      const finish: Finish = (p, maps) => {
        const flat: tf.Tensor2D = tf.reshape(maps, [maps.shape[0], cells * features]);
        return { form: 'vector', values: tf.relu(dense(p, 'dense', flat)) };
      };
      return {
        width: choice.width,
        constants: normalisation(spec),
        parameters: { ...convolutions, ...denseSpecs('dense', cells * features, choice.width, 'relu') },
        apply: (p, { values }) => finish(p, grid(p, values)),
        // Pooling over areas apart, adding a bias and ReLU move nothing further than it was moved.
        lipschitz: (host) =>
          channels.reduce(
            (bound, outputs, index) =>
              bound *
              convolutionBound(
                host(`conv${index + 1}/kernel`),
                index === 0 ? spec.channels : channels[index - 1],
                outputs,
              ),
            spectralBound({ rows: cells * features, columns: choice.width, values: host('dense/kernel') }) /
              Math.fround(Math.min(...spec.std)),
          ),
        incremental: changes(finish, cells * features * choice.width),
      };
    }
    case 'tokens': {
      const finish: Finish = (p, maps) => {
        const tokens: tf.Tensor3D = tf.reshape(maps, [maps.shape[0], cells, features]);
        return { form: 'tokens', values: tf.add(tokens, p('position')), mask: wholeMaskOf(p, maps.shape[0]) };
      };
      return {
        width: features,
        constants: { ...normalisation(spec), ...wholeMask(cells) },
        parameters: { ...convolutions, position: normal(0.02, cells, features) },
        apply: (p, { values }) => finish(p, grid(p, values)),
        incremental: changes(finish, 0),
      };
    }
    default:
      return form satisfies never;
  }
};

/** The encoding of the last grid of cells. */
type Finish = (p: ParameterReader, maps: tf.Tensor4D) => Encoding;

function convolutionSpecs(inputs: number, channels: readonly number[]): ParameterSpecs {
  return Object.fromEntries(
    channels.flatMap((outputs, index) => [
      [`conv${index + 1}/kernel`, beforeRelu(3, 3, index === 0 ? inputs : channels[index - 1], outputs)],
      [`conv${index + 1}/bias`, zeros(outputs)],
    ]),
  );
}

/**
 * Bias and ReLU follow the pooling: as both are monotone the values are exactly those of the usual order, at a quarter
 * of the work.
 */
function stage(p: ParameterReader, index: number, x: tf.Tensor4D, pad: 'same' | 'valid'): tf.Tensor4D {
  const name = `conv${index + 1}`;
  const convolved = tf.conv2d(x, p(`${name}/kernel`) as tf.Tensor4D, 1, pad);
  return tf.relu(tf.add(tf.maxPool(convolved, 2, 2, 'valid'), p(`${name}/bias`)));
}

/** Side after `times` poolings that each drop an odd rest. */
function pooled(side: number, times: number): number {
  return Math.floor(side / 2 ** times);
}
