/** What is drawn of each modality while a calculation is written down. */
import * as tf from '@tensorflow/tfjs-core';
import { isPlane, planeOf, type ModalitySpec } from '../../shared/data/modality';
import { shapeOf } from '../predictors/inputs/plane-input';
import type { Random } from '../random';
import { embeddedIds } from '../models/embedding';
import type { Embedded } from '../models/encoded';
import { inputNames, layoutOf } from './input-names';
import type { Recorder } from './recorder';

/**
 * Draws what a modality's inputs are given, makes inputs of it, and embeds it as the model does.
 *
 * @param words embeddings [V, D]; asked for by texts alone
 */
export function givenOf(
  modality: string,
  spec: ModalitySpec,
  {
    samples,
    random,
    recorder,
    words,
  }: {
    readonly samples: number;
    readonly random: Random;
    readonly recorder: Recorder;
    readonly words: () => tf.Tensor2D;
  },
): Embedded {
  const names = inputNames(modality, spec);
  const input = <Kind extends tf.Tensor>(name: string, tensor: Kind): Kind => {
    recorder.input(name, tensor);
    return tensor;
  };
  if (!isPlane(spec)) {
    const table = words();
    const ids = drawnIds(samples, spec.maxWords, table.shape[0], random);
    return embeddedIds(input(names.values, tf.tensor2d(ids, [samples, spec.maxWords], 'int32')), table);
  }
  const plane = planeOf(spec);
  const size = plane.height * plane.width * plane.channels;
  const values = Float32Array.from({ length: samples * size }, () => random.uniform());
  const given = input(names.values, tf.tensor(values, [samples, ...shapeOf(layoutOf(spec), plane)]));
  const placed: tf.Tensor4D = tf.reshape(given, [samples, plane.height, plane.width, plane.channels]);
  if (names.mask === null) return { values: placed, mask: null };
  const mask = tf.tensor2d(drawnMask(samples, plane.width, random), [samples, plane.width]);
  input(names.mask, mask);
  // Behind the last step lies the mean, as in the lab, whatever is given there.
  const isThere = tf.reshape(mask, [samples, 1, plane.width, 1]);
  const mean = tf.mul(tf.tensor1d([...spec.mean]), tf.sub(1, isThere));
  return { values: tf.add(tf.mul(placed, isThere), mean), mask };
}

/** Numbers of words, zeros behind the last. */
function drawnIds(samples: number, most: number, vocabulary: number, random: Random): Int32Array {
  const ids = new Int32Array(samples * most);
  for (let row = 0; row < samples; row += 1) {
    const count = random.below(most + 1);
    for (let word = 0; word < count; word += 1) ids[row * most + word] = 1 + random.below(vocabulary - 1);
  }
  return ids;
}

function drawnMask(samples: number, steps: number, random: Random): Float32Array {
  const mask = new Float32Array(samples * steps);
  for (let row = 0; row < samples; row += 1) mask.fill(1, row * steps, row * steps + 1 + random.below(steps));
  return mask;
}
