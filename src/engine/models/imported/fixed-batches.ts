import * as tf from '@tensorflow/tfjs-core';

/** Computes one tensor of a graph from others. */
export type Run = (given: Readonly<Record<string, tf.Tensor>>, wanted: string) => tf.Tensor;

/**
 * The same for any number of samples where a graph takes a fixed one: it gets the last sample again and again, and what it says
 * of that is left out.
 *
 * @param size null: it takes any number
 */
export function inFixedBatches(size: number | null, run: Run): Run {
  if (size === null) return run;
  return (given, wanted) => {
    const names = Object.keys(given);
    const rows = given[names[0]].shape[0];
    const answers: tf.Tensor[] = [];
    for (let start = 0; start < rows; start += size) {
      const count = Math.min(size, rows - start);
      const part = Object.fromEntries(names.map((name) => [name, filled(given[name], start, count, size)]));
      const answer = run(part, wanted);
      answers.push(count === size ? answer : tf.slice(answer, 0, count));
    }
    return answers.length === 1 ? answers[0] : tf.concat(answers, 0);
  };
}

function filled(tensor: tf.Tensor, start: number, count: number, size: number): tf.Tensor {
  const own = tf.slice(tensor, start, count);
  if (count === size) return own;
  const last = tf.slice(tensor, start + count - 1, 1);
  return tf.concat([own, ...Array.from({ length: size - count }, () => last)], 0);
}
