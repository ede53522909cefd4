import * as tf from '@tensorflow/tfjs-core';
import type { AudioSpec, ImageSpec } from '../../../shared/data/modality';
import type { CnnChoice } from '../../../shared/recipe/encoders';
import type { z } from 'zod';
import type { Encoding } from '../fused-model';
import type { IncrementalPart } from '../incremental';
import { dense, denseOnHost, denseSpecs } from '../layers';
import { absoluteConvolutionBound, convolutionBound, spectralBound } from '../lipschitz';
import { beforeRelu, normal, zeros, type HostReader, type ParameterReader, type ParameterSpecs } from '../parameters';
import { cnnChanges } from './cnn-changes';
import type { Linear, Step } from '../rounding';
import type { Encoder } from './encoder';
import { normalisation, normalise } from './normalise';
import { wholeMask, wholeMaskOf } from './whole-mask';

/**
 * (convolution 3×3, ReLU, max-pool 2)*, then as a vector: dense layer, ReLU; as tokens: the cells of the last grid,
 * each with a learned position. As maps: what each convolution with ReLU gives, the first as large as the picture, and
 * max-pooling between them.
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
  const below = (index: number): number => (index === 0 ? spec.channels : channels[index - 1]);
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
            (bound, outputs, index) => bound * convolutionBound(host(`conv${index + 1}/kernel`), below(index), outputs),
            spectralBound({ rows: cells * features, columns: choice.width, values: host('dense/kernel') }) /
              Math.fround(Math.min(...spec.std)),
          ),
        steps: (host) => [
          { kind: 'scaled', bound: 1 / Math.fround(Math.min(...spec.std)) },
          ...channels.map((outputs, index): Step => ({
            kind: 'linear',
            ...stageOnHost(host, index, below(index), outputs, spec),
          })),
          { kind: 'linear', ...denseOnHost(host, 'dense', cells * features, choice.width) },
        ],
        traced: (p, { values }) => {
          const maps = [normalise(p, values as tf.Tensor4D)];
          channels.forEach((_, index) => maps.push(stage(p, index, maps[index], 'same')));
          return [...maps, finish(p, maps[channels.length]).values];
        },
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
    case 'maps':
      return {
        width: features,
        constants: normalisation(spec),
        parameters: convolutions,
        scales: channels.map((count, index) => ({
          height: pooled(spec.height, index),
          width: pooled(spec.width, index),
          channels: count,
        })),
        apply: (p, { values }) => {
          let x = normalise(p, values as tf.Tensor4D);
          const maps = channels.map((_, index): tf.Tensor4D => {
            x = tf.relu(convolved(p, index, index === 0 ? x : tf.maxPool(x, 2, 2, 'valid')));
            return x;
          });
          return {
            form: 'vector',
            values: tf.concat(
              maps.map((map): tf.Tensor2D => tf.reshape(map, [map.shape[0], -1])),
              1,
            ),
          };
        },
      };
    default:
      return form satisfies never;
  }
};

function convolved(p: ParameterReader, index: number, x: tf.Tensor4D): tf.Tensor4D {
  const name = `conv${index + 1}`;
  return tf.add(tf.conv2d(x, p(`${name}/kernel`) as tf.Tensor4D, 1, 'same'), p(`${name}/bias`));
}

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

/** What a stage does, for bounds of its rounding: pooling and ReLU only pick among what the convolution gives. */
function stageOnHost(
  host: HostReader,
  index: number,
  inputs: number,
  outputs: number,
  { height, width }: Pick<ImageSpec, 'height' | 'width'>,
): Linear {
  const name = `conv${index + 1}`;
  const kernel = host(`${name}/kernel`);
  const cells = pooled(height, index + 1) * pooled(width, index + 1);
  return {
    terms: 9 * inputs,
    outputs: 4 * cells * outputs,
    bound: convolutionBound(kernel, inputs, outputs),
    absolute: absoluteConvolutionBound(kernel, inputs, outputs),
    bias: Math.sqrt(cells) * Math.hypot(...host(`${name}/bias`)),
  };
}

/** Side after `times` poolings that each drop an odd rest. */
function pooled(side: number, times: number): number {
  return Math.floor(side / 2 ** times);
}
