import * as tf from '@tensorflow/tfjs-core';
import type { z } from 'zod';
import { planeOf, type PlaneSpec } from '../../../shared/data/modality';
import type { MlpChoice } from '../../../shared/recipe/encoders';
import { dense, denseOnHost, denseSpecs } from '../layers';
import { spectralBound } from '../lipschitz';
import type { Embedded } from '../fused-model';
import { beforeRelu, normal, zeros, type ParameterReader } from '../parameters';
import { noMaps, type Encoder } from './encoder';
import { normalisation, normalise } from './normalise';
import { wholeMask, wholeMaskOf } from './whole-mask';

/**
 * As a vector: all numbers side by side, two dense layers with ReLU. As tokens: each element on its own, its numbers by a dense
 * layer of its own place, so that a token knows which column it is.
 */
export const mlp: Encoder<z.infer<typeof MlpChoice>, PlaneSpec> = (choice, spec, { form }) => {
  const { hidden, width } = choice;
  const plane = planeOf(spec);
  const elements = plane.height * plane.width;
  const size = elements * plane.channels;
  const traced = (p: ParameterReader, { values }: Embedded): [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D] => {
    const flat: tf.Tensor2D = tf.reshape(normalise(p, values as tf.Tensor4D), [values.shape[0], size]);
    const inner = tf.relu(dense(p, 'hidden', flat));
    return [flat, inner, tf.relu(dense(p, 'dense', inner))];
  };
  switch (form) {
    case 'vector':
      return {
        width,
        constants: normalisation(spec),
        parameters: { ...denseSpecs('hidden', size, hidden, 'relu'), ...denseSpecs('dense', hidden, width, 'relu') },
        apply: (p, embedded) => {
          const [, , encoded] = traced(p, embedded);
          return { form, values: encoded };
        },
        lipschitz: (host) =>
          (spectralBound({ rows: size, columns: hidden, values: host('hidden/kernel') }) *
            spectralBound({ rows: hidden, columns: width, values: host('dense/kernel') })) /
          Math.fround(Math.min(...spec.std)),
        steps: (host) => [
          { kind: 'scaled', bound: 1 / Math.fround(Math.min(...spec.std)) },
          { kind: 'linear', ...denseOnHost(host, 'hidden', size, hidden) },
          { kind: 'linear', ...denseOnHost(host, 'dense', hidden, width) },
        ],
        traced,
      };
    case 'tokens':
      return {
        width,
        constants: { ...normalisation(spec), ...wholeMask(elements) },
        parameters: {
          'element/kernel': beforeRelu(elements * plane.channels, width),
          'element/bias': zeros(width),
          position: normal(0.02, elements, width),
        },
        apply: (p, { values, mask }) => {
          const batch = values.shape[0];
          const numbers = tf.reshape(normalise(p, values as tf.Tensor4D), [batch, elements, plane.channels, 1]);
          const kernel = tf.reshape(p('element/kernel'), [1, elements, plane.channels, width]);
          const tokens: tf.Tensor3D = tf.sum(tf.mul(numbers, kernel), 2);
          const placed = tf.add<tf.Tensor3D>(tf.add(tokens, p('element/bias')), p('position'));
          return { form, values: placed, mask: mask ?? wholeMaskOf(p, batch) };
        },
      };
    case 'maps':
      return noMaps('values without convolutions');
    default:
      return form satisfies never;
  }
};
