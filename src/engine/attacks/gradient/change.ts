/** One gradient attack on one sample, for what it changes in the sample; nothing of it is recorded. */
import * as tf from '@tensorflow/tfjs-core';
import { removes, type AttackChoice, type GradientChoice } from '../../../shared/attack';
import type { AttackChange } from '../../../shared/change';
import { LabError } from '../../../shared/errors';
import { mapValues } from '../../../shared/map-values';
import type { ImageSpec } from '../../../shared/modality';
import type { Dataset } from '../../data/dataset';
import type { Encodings, FusedModel } from '../../models/fused-model';
import { predictionOf } from '../../models/logits';
import type { Pause } from '../../pause';
import { dispose, tidy } from '../../tensors';
import type { AttackContext } from '../attack';
import { closeMicroBatch, onAttacked, openMicroBatch } from '../micro-batch';
import { downloaded } from '../outputs';
import { refuseUnable } from '../requirements';
import { ballOf } from './ball';
import { perturbed, projected } from './record';

export interface ChangeRequest {
  readonly attack: AttackChoice;
  readonly budget: number;
  readonly model: FusedModel;
  readonly dataset: Dataset;
  readonly row: number;
  readonly seed: number;
  readonly pause: Pause;
}

/** @returns null for a sample that is answered wrongly without an attack. @throws LabError `unsupported` for a removal */
export async function changeOf(request: ChangeRequest): Promise<AttackChange | null> {
  const { attack, budget, model, row } = request;
  if (removes(attack)) {
    throw new LabError('unsupported', `${attack.name} removes parts: it changes no values.`, {
      where: 'attack.name',
      remedy: 'Give a gradient attack.',
    });
  }
  refuseUnable(model, attack);
  const batch = await openMicroBatch({ ...request, cell: 'change', rows: [row] });
  try {
    const [change] = await onAttacked(batch, async (context) => [await changeIn(context, attack, budget)]);
    return change;
  } finally {
    closeMicroBatch(batch);
  }
}

/** Of the one sample of a context. */
async function changeIn(context: AttackContext, choice: GradientChoice, budget: number): Promise<AttackChange> {
  const { model, samples, embeddings, encodings } = context;
  const ball = ballOf(choice, budget);
  const { claim } = await perturbed(context, choice, ball);
  const values = await projected(context, ball, claim.values);
  try {
    const changed = (): Encodings => ({
      ...encodings,
      ...mapValues(values, (value, id) => model.encode(id, { ...embeddings[id], values: value })),
    });
    const { logits } = await downloaded(model, samples, changed, 'logits');
    const pictures: AttackChange['pictures'] = {};
    for (const [id, value] of Object.entries(values)) {
      const spec = model.modalities[id];
      if (spec.kind === 'image') pictures[id] = await pictureOf(spec, value, embeddings[id].values);
    }
    return { attacked: predictionOf(logits[0]), pictures };
  } finally {
    dispose(values);
  }
}

async function pictureOf(
  { height, width, channels }: ImageSpec,
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
