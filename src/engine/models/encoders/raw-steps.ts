import type { z } from 'zod';
import type { PlaneSpec } from '../../../shared/data/modality';
import type { RawStepsChoice } from '../../../shared/recipe/encoders';
import type { Encoder } from './encoder';
import { stepConstants, stepSize, stepsOf } from './steps';
import { tokenEncoding } from './token-encoding';

/**
 * What belongs to a step as a token, normalised and otherwise as it is: for fusions that project tokens themselves. It learns
 * nothing. As a vector: the mean of the steps.
 */
export const rawSteps: Encoder<z.infer<typeof RawStepsChoice>, PlaneSpec> = (_choice, spec, { form }) => ({
  width: stepSize(spec),
  constants: stepConstants(spec),
  parameters: {},
  apply: (p, embedded) => {
    const { values, mask } = stepsOf(p, spec, embedded);
    return tokenEncoding(form, values, mask);
  },
});
