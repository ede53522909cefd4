import * as tf from '@tensorflow/tfjs-core';
import type { z } from 'zod';
import type { ImageSpec } from '../../../shared/modality';
import type { PatchTokensChoice } from '../../../shared/recipe';
import { denseSpecs, denseTokens, maskedMean } from '../layers';
import { normal } from '../parameters';
import { transformer, transformerSpecs } from '../transformer';
import type { Encoder } from './encoder';
import { normalisation, normalise } from './normalise';
import { wholeMask, wholeMaskOf } from './whole-mask';

/** Non-overlapping patches, linear projection, learned positions, transformer blocks; as a vector: mean of the tokens. */
export const patchTokens: Encoder<z.infer<typeof PatchTokensChoice>, ImageSpec> = {
  modality: 'image',
  part(choice, spec, { form }) {
    const { patch, width } = choice;
    const rows = spec.height / patch;
    const columns = spec.width / patch;
    const count = rows * columns;
    const size = patch * patch * spec.channels;
    return {
      width,
      constants: { ...normalisation(spec), ...wholeMask(count) },
      parameters: {
        ...denseSpecs('patch', size, width, 'linear'),
        position: normal(0.02, count, width),
        ...transformerSpecs(choice),
      },
      apply: (p, { values }) => {
        const batch = values.shape[0];
        // Batch and patch row share an axis: transposing four axes is far faster than five.
        const strips = tf.reshape(normalise(p, values as tf.Tensor4D), [
          batch * rows,
          patch,
          columns,
          patch * spec.channels,
        ]);
        const patches: tf.Tensor3D = tf.reshape(tf.transpose(strips, [0, 2, 1, 3]), [batch, count, size]);
        const mask = wholeMaskOf(p, batch);
        const tokens = transformer(p, choice, tf.add(denseTokens(p, 'patch', patches), p('position')), mask);
        switch (form) {
          case 'vector':
            return { form, values: maskedMean(tokens, mask) };
          case 'tokens':
            return { form, values: tokens, mask };
          default:
            return form satisfies never;
        }
      },
    };
  },
};
