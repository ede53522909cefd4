import * as tf from '@tensorflow/tfjs-core';
import type { z } from 'zod';
import type { AudioSpec, ImageSpec } from '../../../shared/data/modality';
import type { PatchTokensChoice } from '../../../shared/recipe/encoders';
import type { Encoding } from '../fused-model';
import { dense, denseSpecs } from '../layers';
import { normal, type ParameterReader } from '../parameters';
import { transformer, transformerMultiplyAdds, transformerSpecs } from '../transformer';
import type { Encoder } from './encoder';
import { patchChanges } from './patch-changes';
import { normalisation, normalise } from './normalise';
import { tokenEncoding } from './token-encoding';
import { wholeMask, wholeMaskOf } from './whole-mask';

/** Non-overlapping patches, linear projection, learned positions, transformer blocks; as a vector: mean of the tokens. */
export const patchTokens: Encoder<z.infer<typeof PatchTokensChoice>, ImageSpec | AudioSpec> = (
  choice,
  spec,
  { form },
) => {
  const { patch, width } = choice;
  const rows = spec.height / patch;
  const columns = spec.width / patch;
  const count = rows * columns;
  const size = patch * patch * spec.channels;
  // Batch and patch row share an axis: transposing four axes is far faster than five.
  const patchesOf = (pixels: tf.Tensor4D): tf.Tensor2D => {
    const strips = (pixels.shape[0] * pixels.shape[1]) / patch;
    const across = pixels.shape[2] / patch;
    const cut = tf.reshape(pixels, [strips, patch, across, patch * spec.channels]);
    return tf.reshape(tf.transpose(cut, [0, 2, 1, 3]), [strips * across, size]);
  };
  /** One row per patch, [.., width], before its position is added. */
  const project = (p: ParameterReader, pixels: tf.Tensor4D): tf.Tensor2D =>
    dense(p, 'patch', patchesOf(normalise(p, pixels)));
  const finish = (p: ParameterReader, projected: tf.Tensor2D): Encoding => {
    const batch = projected.shape[0] / count;
    const mask = wholeMaskOf(p, batch);
    const placed = tf.add<tf.Tensor3D>(tf.reshape(projected, [batch, count, width]), p('position'));
    return tokenEncoding(form, transformer(p, choice, placed, mask), mask);
  };
  return {
    width,
    constants: { ...normalisation(spec), ...wholeMask(count) },
    parameters: {
      ...denseSpecs('patch', size, width, 'linear'),
      position: normal(0.02, count, width),
      ...transformerSpecs(choice),
    },
    apply: (p, { values }) => finish(p, project(p, values as tf.Tensor4D)),
    incremental: patchChanges({
      spec,
      patch,
      width,
      finishMultiplyAdds: count * transformerMultiplyAdds(choice, count),
      project,
      finish,
    }),
  };
};
