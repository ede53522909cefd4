import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { initBackend } from '../../../../src/engine/backends/registry';
import { randomFrom } from '../../../../src/engine/random';
import type { OnnxModel } from '../../../support/onnx-graph-file';
import { hasOnnxRuntime } from '../../../support/onnx-runtime';
import { subjectBackend } from '../../../support/subject-backend';
import { slopes, worst } from '../finite-differences';
import { operatorCases, type OperatorCase } from './operator-cases';
import { byRuntime, inTensors, tensorOf, type Numbers } from './run-graph';

beforeAll(async () => {
  await initBackend(subjectBackend());
});

function modelOf({ node, inputs, weights = [], outputs = 1, kind = 'float32', opset, whole }: OperatorCase): OnnxModel {
  const given = inputs.map((_, at) => `x${at}`);
  const held = weights.flatMap((own, at) => (own === null ? [] : [{ ...own, name: `w${at}` }]));
  const made = Array.from({ length: outputs }, (_, at) => `y${at}`);
  return {
    inputs: inputs.map((shape, at) => ({ name: given[at], type: whole === undefined ? 'float32' : 'int64', shape })),
    outputs: made.map((name) => ({ name, type: kind })),
    weights: held,
    nodes: [
      { ...node, inputs: [...given, ...weights.map((own, at) => (own === null ? '' : `w${at}`))], outputs: made },
    ],
    ...(opset === undefined ? {} : { opset }),
  };
}

function givenTo({ title, inputs, whole, above }: OperatorCase): Readonly<Record<string, Numbers>> {
  const random = randomFrom('operator', title);
  return Object.fromEntries(
    inputs.map((shape, at) => {
      const data = Array.from({ length: shape.reduce((product, size) => product * size, 1) }, () => {
        if (whole !== undefined) return whole[0] + random.below(whole[1] - whole[0] + 1);
        const own = random.normal();
        return Math.fround(above === undefined ? own : above + Math.abs(own));
      });
      return [`x${at}`, { type: whole === undefined ? 'float32' : 'int64', shape, data }];
    }),
  );
}

/** Errors of float32 in sums of some dozen numbers. */
const TOLERANCE = 2e-5;

describe.skipIf(!hasOnnxRuntime())('an operator in tensors', () => {
  it.each(operatorCases.map((one) => [one.title, one] as const))('%s', async (_title, one) => {
    const model = modelOf(one);
    const given = givenTo(one);
    const expected = await byRuntime(model, given);
    const before = tf.memory().numTensors;
    const own = inTensors(model);
    tf.tidy(() => {
      const tensors = Object.fromEntries(Object.entries(given).map(([name, numbers]) => [name, tensorOf(numbers)]));
      const answers = own.run(tensors);
      for (const [name, { shape, data }] of Object.entries(expected)) {
        expect(answers[name].shape, name).toEqual(shape);
        const found = answers[name].dataSync();
        data.forEach((value, at) => {
          expect(Math.abs(found[at] - value), `${name}[${at}]: ${found[at]} for ${value}`).toBeLessThanOrEqual(
            TOLERANCE * Math.max(1, Math.abs(value)),
          );
        });
      }
      if (one.hasGradient === false) return;
      const kept = tf.memory().numTensors;
      for (const name of Object.keys(given)) {
        const f = (x: tf.Tensor): tf.Scalar => {
          const outputs = Object.entries(own.run({ ...tensors, [name]: x }));
          return outputs.reduce<tf.Tensor>((sum, [, y]) => {
            const weights = tf.tensor(
              Float32Array.from({ length: y.size }, (_value, at) => Math.cos(at * 1.3)),
              y.shape,
            );
            return tf.add(sum, tf.sum(tf.mul(y, weights)));
          }, tf.scalar(0)) as tf.Scalar;
        };
        expect(worst(slopes(f, tensors[name], 3, `${one.title} ${name}`)), `gradient by ${name}`).toBeLessThan(1);
      }
      expect(tf.memory().numTensors, 'what a graph keeps is made once').toBe(kept);
    });
    own.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
