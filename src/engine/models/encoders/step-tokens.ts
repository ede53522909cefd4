import * as tf from '@tensorflow/tfjs-core';
import type { z } from 'zod';
import { planeOf, type PlaneSpec } from '../../../shared/modality';
import type { StepTokensChoice } from '../../../shared/recipe/encoders';
import { denseSpecs, denseTokens } from '../layers';
import { normal } from '../parameters';
import { transformer, transformerSpecs } from '../transformer';
import type { Encoder } from './encoder';
import { normalisation, normalise } from './normalise';
import { tokenEncoding } from './token-encoding';
import { wholeMask, wholeMaskOf } from './whole-mask';

/**
 * What belongs to a step (the features of a sequence, all joints of a skeleton, the bands of a frame) as a token: linear
 * projection, learned positions, transformer blocks; as a vector: mean of the tokens.
 */
export const stepTokens: Encoder<z.infer<typeof StepTokensChoice>, PlaneSpec> = (choice, spec, { form }) => {
  const { width } = choice;
  const { height, width: steps, channels } = planeOf(spec);
  return {
    width,
    constants: { ...normalisation(spec), ...wholeMask(steps) },
    parameters: {
      ...denseSpecs('step', height * channels, width, 'linear'),
      position: normal(0.02, steps, width),
      ...transformerSpecs(choice),
    },
    apply: (p, { values }) => {
      const batch = values.shape[0];
      const mask = wholeMaskOf(p, batch);
      const bySteps = tf.transpose(normalise(p, values as tf.Tensor4D), [0, 2, 1, 3]);
      const projected = denseTokens(p, 'step', tf.reshape(bySteps, [batch, steps, height * channels]));
      return tokenEncoding(form, transformer(p, choice, tf.add(projected, p('position')), mask), mask);
    },
  };
};
