/** What a graph's numbers say, in tensors: `logitsOf` of `asked.ts`. */
import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../../../shared/errors';
import { answerShapes } from '../../../shared/imported/answered-task';
import type { ModelMap } from '../../../shared/imported/model-map';
import type { Answered } from '../../../shared/data/target';
import { LEAST_PROBABILITY } from './asked';

/**
 * Logits [N, K] in the order of the data set's classes, of each label by itself where they ask for sets; or the value [N, 1] in
 * their unit.
 *
 * @param own what the model answers, one row a sample
 * @throws LabError `unsupported` for rows of another length
 */
export function answersOf({ output }: ModelMap, { classes, target }: Answered, own: tf.Tensor2D): tf.Tensor2D {
  const [samples, width] = own.shape;
  if (width !== output.classes.length) {
    const expected = answerShapes(target, samples, output.classes.length);
    throw new LabError(
      'unsupported',
      `The graph gives ${samples} samples numbers of the sizes [${samples}, ${width}]; expected are ${expected}.`,
      { where: `output ${output.name}`, remedy: 'Give another output in the map ("output": { "name": … }).' },
    );
  }
  const places = classes.map((name) => output.classes.indexOf(name));
  const isInOrder = places.every((place, at) => place === at);
  const ordered = isInOrder ? own : tf.gather(own, tf.tensor1d(places, 'int32'), 1);
  switch (output.gives) {
    case 'logits':
      return tf.clone(ordered);
    case 'probabilities':
      return target === undefined
        ? logarithm(ordered)
        : tf.sub<tf.Tensor2D>(logarithm(ordered), logarithm(tf.sub(1, ordered)));
    case 'values': {
      const { factor, offset } = output.rescaled ?? { factor: 1, offset: 0 };
      return tf.add<tf.Tensor2D>(tf.mul(ordered, factor), offset);
    }
    default:
      return output.gives satisfies never;
  }
}

function logarithm(shares: tf.Tensor2D): tf.Tensor2D {
  return tf.log<tf.Tensor2D>(tf.maximum(shares, LEAST_PROBABILITY));
}
