/** What a person can see of a perturbation. */
import * as tf from '@tensorflow/tfjs-core';
import type { AttackChange } from '../../../shared/attacks/change';
import type { Plane } from '../../../shared/data/modality';
import { tidy } from '../../tensors';
import type { AttackContext, Values } from '../attack';

/** What is changed in the pictures of the one sample of a context; embeddings of words are nothing to see, and numbers are drawn otherwise than they lie. */
export async function picturesOf(
  { model, embeddings }: Pick<AttackContext, 'model' | 'embeddings'>,
  values: Values,
): Promise<AttackChange['pictures']> {
  const pictures: AttackChange['pictures'] = {};
  for (const [id, value] of Object.entries(values)) {
    const spec = model.modalities[id];
    if (spec.kind === 'image' || spec.kind === 'audio')
      pictures[id] = await pictureOf(spec, value, embeddings[id].values);
  }
  return pictures;
}

async function pictureOf(
  { height, width, channels }: Plane,
  value: tf.Tensor,
  clean: tf.Tensor,
): Promise<AttackChange['pictures'][string]> {
  const difference = tidy(() => tf.sub(value, clean));
  try {
    const change = await difference.data<'float32'>();
    const bytes = Buffer.from(change.buffer, change.byteOffset, change.byteLength);
    return { height, width, channels, change: bytes.toString('base64') };
  } finally {
    difference.dispose();
  }
}
