import * as tf from '@tensorflow/tfjs-core';
import { planeOf, type ModalitySpec, type PlaneSpec, type TextSpec } from '../../shared/data/modality';
import type { ModalityValue, PlaneValue, TextValue } from '../modalities/modality';
import type { Embedded } from './encoded';
import type { lookup, WordIds } from './vocabulary';

/** What texts are looked up in. */
export interface WordTable {
  readonly ids: ReturnType<typeof lookup>;
  /** Word embeddings [V, D]; asked for by texts alone. */
  table(): tf.Tensor2D;
}

/** Host values on the device, as an encoder reads them. */
export function embedded(spec: ModalitySpec, values: readonly ModalityValue[], words: WordTable): Embedded {
  switch (spec.kind) {
    case 'image':
    case 'audio':
    case 'tabular':
    case 'sequence':
    case 'skeleton':
      return {
        values: planeTensor(spec, values as readonly PlaneValue[]),
        mask: stepMask(spec, values as readonly PlaneValue[]),
      };
    case 'text':
      return textTensors(spec, words.ids(values as readonly TextValue[], spec.maxWords), words.table());
    default:
      return spec satisfies never;
  }
}

/** Values [B, H, W, C], as `planeOf` lays them out; beyond the end of a shorter sequence the mean, which normalises to zero. */
function planeTensor(spec: PlaneSpec, given: readonly PlaneValue[]): tf.Tensor4D {
  const { height, width, channels } = planeOf(spec);
  const size = height * width * channels;
  const numbers = new Float32Array(given.length * size);
  given.forEach((value, row) => {
    numbers.set(value, row * size);
    for (let at = value.length; at < size; at += 1) numbers[row * size + at] = spec.mean[at % channels];
  });
  return tf.tensor4d(numbers, [given.length, height, width, channels]);
}

/** [B, T], 1 for a step that is there; null where every sample has all of them. */
function stepMask(spec: PlaneSpec, given: readonly PlaneValue[]): tf.Tensor2D | null {
  if (spec.kind !== 'sequence' || spec.shortest === undefined) return null;
  const { steps, features } = spec;
  const mask = new Float32Array(given.length * steps);
  given.forEach((value, row) => {
    mask.fill(1, row * steps, row * steps + value.length / features.length);
  });
  return tf.tensor2d(mask, [given.length, steps]);
}

function textTensors({ maxWords }: TextSpec, { ids, mask }: WordIds, table: tf.Tensor2D): Embedded {
  const batch = ids.length / maxWords;
  return {
    values: vectorsOf(tf.tensor1d(ids, 'int32'), [batch, maxWords], table),
    mask: tf.tensor2d(mask, [batch, maxWords]),
  };
}

/** The same of numbers of words [B, T] that are on the device already; 0 is padding, which a word never is. */
export function embeddedIds(ids: tf.Tensor2D, table: tf.Tensor2D): Embedded {
  return {
    values: vectorsOf(tf.reshape(ids, [ids.size]), ids.shape, table),
    mask: tf.cast(tf.notEqual(ids, tf.scalar(0, 'int32')), 'float32'),
  };
}

function vectorsOf(ids: tf.Tensor1D, [batch, count]: readonly [number, number], table: tf.Tensor2D): tf.Tensor3D {
  return tf.reshape(tf.gather(table, ids), [batch, count, table.shape[1]]);
}
