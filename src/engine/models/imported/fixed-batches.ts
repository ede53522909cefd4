import * as tf from '@tensorflow/tfjs-core';
import type { Given } from './tensor-graph';

/**
 * The same for any number of samples where a graph takes a fixed one: it gets the last sample again and again, and what it says
 * of that is left out.
 *
 * @param size null: it takes any number
 * @param work is given `size` samples each time, and answers with a row for each
 */
export function inFixedBatches<Answer extends tf.Tensor>(
  size: number | null,
  given: Given,
  work: (portion: Given) => Answer,
): Answer {
  if (size === null) return work(given);
  const names = Object.keys(given);
  const rows = given[names[0]].shape[0];
  const answers: Answer[] = [];
  for (let start = 0; start < rows; start += size) {
    const count = Math.min(size, rows - start);
    const portion = Object.fromEntries(names.map((name) => [name, filled(given[name], start, count, size)]));
    const answer = work(portion);
    answers.push(count === size ? answer : tf.slice(answer, 0, count));
  }
  return answers.length === 1 ? answers[0] : tf.concat(answers, 0);
}

function filled(tensor: tf.Tensor, start: number, count: number, size: number): tf.Tensor {
  const own = tf.slice(tensor, start, count);
  if (count === size) return own;
  const last = tf.slice(tensor, start + count - 1, 1);
  return tf.concat([own, ...Array.from({ length: size - count }, () => last)], 0);
}
