import * as tf from '@tensorflow/tfjs-core';
import { poolsOf } from '../../src/shared/certificates/certificate-pools';
import { drawn } from '../../src/engine/modalities/drawn';
import type { ModalityValue } from '../../src/engine/modalities/modality';
import { modalityOf } from '../../src/engine/modalities/registry';
import { retained } from '../../src/engine/modalities/retained';
import type { Encoding, FusedModel } from '../../src/engine/models/fused-model';
import { randomFrom } from '../../src/engine/random';
import { threatTo, type MmcertChoice } from '../../src/shared/certificates/certificate';

/**
 * The ensemble that MMCert certifies as a model that can be attacked by itself: it answers with the share of its draws that
 * the model below answers with each class. It gives labels and scores, no gradient: votes have none. The draws are the same
 * for all samples and at every question, so that an attack by many questions sees one ensemble, and other ones than a
 * certificate's of the same seed.
 *
 * Of models that encode each input as one vector.
 */
export function votedEnsemble(model: FusedModel, choice: MmcertChoice, seed: number): FusedModel {
  const { draws } = choice;
  const known = new Map<string, readonly Uint8Array[]>();
  const marksOf = (id: string, elements: number): readonly Uint8Array[] => {
    const key = `${id} ${String(elements)}`;
    const counted = [{ modality: id, elements }];
    const pools = poolsOf(choice, counted);
    const marks =
      known.get(key) ??
      Array.from({ length: draws }, (_, draw) =>
        // An input that is drawn from by none is seen whole.
        pools.length === 0
          ? new Uint8Array(elements).fill(1)
          : drawn(pools, counted, randomFrom(seed, 'ensemble', id, draw))[id],
      );
    known.set(key, marks);
    return marks;
  };
  const shown = (id: string, value: ModalityValue): readonly ModalityValue[] => {
    const spec = model.modalities[id];
    const unseen = threatTo(choice, id) === 'modify' ? 'masked' : 'left-out';
    return marksOf(id, modalityOf(spec).elements(spec, value)).map((marks) => retained(spec, value, marks, unseen));
  };
  return {
    id: `${model.id}, voted`,
    modalities: model.modalities,
    classes: model.classes,
    gives: new Set(['labels', 'scores'] as const),
    perturbs: model.perturbs,
    embed: (id, values) => {
      const { values: all, mask } = model.embed(
        id,
        values.flatMap((value) => shown(id, value)),
      );
      return { values: folded(all, draws), mask: mask === null ? null : folded(mask, draws) };
    },
    encode: (id, { values, mask }) => {
      const encoding = model.encode(id, {
        values: unfolded(values, draws),
        mask: mask === null ? null : unfolded(mask, draws),
      });
      return { form: 'vector', values: folded(vectorsOf(encoding), draws) };
    },
    fuse: (encodings) => {
      const each = Object.entries(encodings).map(
        ([id, encoding]) => [id, { form: 'vector', values: unfolded(vectorsOf(encoding), draws) }] as const,
      );
      return folded(model.fuse(Object.fromEntries(each)), draws);
    },
    decide: (z) => {
      const logits = model.decide(unfolded(z, draws));
      const [rows, classes] = logits.shape;
      const votes = tf.oneHot(tf.argMax(logits, 1), classes);
      return tf.mean<tf.Tensor2D>(tf.cast(tf.reshape(votes, [rows / draws, draws, classes]), 'float32'), 1);
    },
    dispose: () => undefined,
  };
}

function vectorsOf(encoding: Encoding): tf.Tensor2D {
  if (encoding.form !== 'vector') throw new Error('The model encodes an input as tokens.');
  return encoding.values;
}

/** [B · draws, n, …] → [B, draws · n, …]: a row is a sample, whatever picks and joins rows. */
function folded<Kind extends tf.Tensor>(tensor: Kind, draws: number): Kind {
  const [rows, first, ...rest] = tensor.shape;
  return tf.reshape(tensor, [rows / draws, draws * first, ...rest]) as Kind;
}

function unfolded<Kind extends tf.Tensor>(tensor: Kind, draws: number): Kind {
  const [rows, first, ...rest] = tensor.shape;
  return tf.reshape(tensor, [rows * draws, first / draws, ...rest]) as Kind;
}
