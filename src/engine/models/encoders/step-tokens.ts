import * as tf from '@tensorflow/tfjs-core';
import type { z } from 'zod';
import { planeOf, type PlaneSpec } from '../../../shared/data/modality';
import type { StepTokensChoice } from '../../../shared/recipe/encoders';
import { denseSpecs, denseTokens } from '../layers';
import { normal } from '../parameters';
import { transformer, transformerSpecs } from '../transformer';
import type { Encoder } from './encoder';
import { stepConstants, stepSize, stepsOf } from './steps';
import { tokenEncoding } from './token-encoding';

/**
 * What belongs to a step (the features of a sequence, all joints of a skeleton, the bands of a frame) as a token: linear
 * projection, learned positions, transformer blocks; as a vector: mean of the tokens.
 */
export const stepTokens: Encoder<z.infer<typeof StepTokensChoice>, PlaneSpec> = (choice, spec, { form }) => {
  const { width } = choice;
  return {
    width,
    constants: stepConstants(spec),
    parameters: {
      ...denseSpecs('step', stepSize(spec), width, 'linear'),
      position: normal(0.02, planeOf(spec).width, width),
      ...transformerSpecs(choice),
    },
    apply: (p, embedded) => {
      const { values, mask } = stepsOf(p, spec, embedded);
      const projected = denseTokens(p, 'step', values);
      return tokenEncoding(form, transformer(p, choice, tf.add(projected, p('position')), mask), mask);
    },
  };
};
