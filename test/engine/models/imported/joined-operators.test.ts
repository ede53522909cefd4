import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { initBackend } from '../../../../src/engine/backends/registry';
import { operators } from '../../../../src/engine/models/imported/graph/operators/registry';
import { randomFrom } from '../../../../src/engine/random';
import type { OnnxModel, OnnxNode } from '../../../support/onnx-graph-file';
import { hasOnnxRuntime } from '../../../support/onnx-runtime';
import { subjectBackend } from '../../../support/subject-backend';
import { slopes, worst } from '../finite-differences';
import { float, floats, int, ints, operatorCases } from './operator-cases';
import { byRuntime, inTensors, tensorOf } from './run-graph';

beforeAll(async () => {
  await initBackend(subjectBackend());
});

const node = (type: string, inputs: readonly string[], output: string, more: Partial<OnnxNode> = {}): OnnxNode => ({
  ...{ type, inputs: [...inputs], outputs: [output] },
  ...more,
});
const signs = [node('Greater', ['a', 'zero'], 'up'), node('Less', ['b', 'zero'], 'down')];
const both = (type: string): readonly OnnxNode[] => [
  ...signs,
  node(type, ['up', 'down'], 'which'),
  node('Where', ['which', 'a', 'b'], 'y'),
];
const asNumbers = (name: string, output: string): OnnxNode => node('Cast', [name], output, { attributes: { to: 1 } });

/** Operators whose inputs others make; all answer with `y`, of `a` and `b` [3, 4]. */
const graphs: readonly {
  readonly title: string;
  readonly of: readonly string[];
  readonly nodes: readonly OnnxNode[];
}[] = [
  ...['And', 'Or', 'Xor'].map((type) => ({ title: type, of: [type, 'Where'], nodes: both(type) })),
  {
    title: 'Not',
    of: ['Not'],
    nodes: [signs[0], node('Not', ['up'], 'which'), node('Where', ['which', 'a', 'b'], 'y')],
  },
  {
    title: 'Where, one number spread',
    of: ['Where'],
    nodes: [signs[0], node('Where', ['up', 'a', 'half'], 'some'), node('Mul', ['some', 'b'], 'y')],
  },
  {
    title: 'Constant',
    of: ['Constant'],
    nodes: [
      node('Constant', [], 'added', { tensors: { value: floats(0.5, -1, 2, 0.25) } }),
      node('Add', ['a', 'added'], 'sum'),
      node('Mul', ['sum', 'b'], 'y'),
    ],
  },
  {
    title: 'ConstantOfShape',
    of: ['ConstantOfShape', 'Shape'],
    nodes: [
      node('Shape', ['a'], 'sizes'),
      node('ConstantOfShape', ['sizes'], 'filled', { tensors: { value: floats(1.5) } }),
      node('Mul', ['a', 'filled'], 'more'),
      node('Add', ['more', 'b'], 'y'),
    ],
  },
  {
    title: 'Range',
    of: ['Range'],
    nodes: [
      node('Range', ['first', 'behind', 'step'], 'places'),
      asNumbers('places', 'numbers'),
      node('Mul', ['a', 'numbers'], 'more'),
      node('Sub', ['more', 'b'], 'y'),
    ],
  },
  {
    title: 'Size',
    of: ['Size'],
    nodes: [
      node('Size', ['a'], 'count'),
      asNumbers('count', 'number'),
      node('Div', ['a', 'number'], 'mean'),
      node('Sub', ['mean', 'b'], 'y'),
    ],
  },
];

function modelOf(nodes: readonly OnnxNode[]): OnnxModel {
  const weights = [
    { ...float(0), name: 'zero' },
    { ...float(0.5), name: 'half' },
    { ...int(1), name: 'first' },
    { ...int(9), name: 'behind' },
    { ...int(2), name: 'step' },
    { ...ints(0), name: 'unused' },
  ];
  return {
    inputs: ['a', 'b'].map((name) => ({ name, type: 'float32', shape: [3, 4] })),
    outputs: [{ name: 'y', type: 'float32' }],
    weights: weights.filter(({ name }) => nodes.some(({ inputs }) => inputs.includes(name))),
    nodes,
  };
}

describe.skipIf(!hasOnnxRuntime())('operators whose inputs others make', () => {
  it.each(graphs)('$title answers as the runtime does, and gradients pass', async ({ title, nodes }) => {
    const random = randomFrom('joined', title);
    const numbers = (): {
      readonly type: 'float32';
      readonly shape: readonly number[];
      readonly data: readonly number[];
    } => ({
      type: 'float32',
      shape: [3, 4],
      // Away from 0, where the answer jumps from one input to the other.
      data: Array.from(
        { length: 12 },
        () => (random.below(2) === 0 ? -1 : 1) * Math.fround(0.2 + Math.abs(random.normal())),
      ),
    });
    const given = { a: numbers(), b: numbers() };
    const model = modelOf(nodes);
    const { y: expected } = await byRuntime(model, given);
    const own = inTensors(model);
    tf.tidy(() => {
      const tensors = { a: tensorOf(given.a), b: tensorOf(given.b) };
      const { y } = own.run(tensors);
      expect(y.shape).toEqual(expected.shape);
      const found = y.dataSync();
      expected.data.forEach((value, at) => {
        expect(Math.abs(found[at] - value)).toBeLessThanOrEqual(2e-5 * Math.max(1, Math.abs(value)));
      });
      for (const name of ['a', 'b'] as const) {
        const f = (x: tf.Tensor): tf.Scalar => tf.sum(tf.square(own.run({ ...tensors, [name]: x }).y));
        expect(worst(slopes(f, tensors[name], 3, `${title} ${name}`)), `gradient by ${name}`).toBeLessThan(1);
      }
    });
    own.dispose();
  });
});

it('no operator is without a case', () => {
  const tried = new Set([...operatorCases.map(({ node: { type } }) => type), ...graphs.flatMap(({ of }) => of)]);
  expect(Object.keys(operators).filter((name) => !tried.has(name))).toEqual([]);
});
