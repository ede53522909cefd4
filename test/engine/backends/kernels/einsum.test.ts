import * as tf from '@tensorflow/tfjs-core';
import { describe, test } from 'vitest';
import { expectSame, noise, withGradients } from './both-backends';

const cases: readonly (readonly [string, readonly (readonly number[])[]])[] = [
  // One factor: sums and transposes.
  ['ij->ji', [[3, 4]]],
  ['ijk->k', [[2, 3, 4]]],
  ['ij->', [[3, 4]]],
  ['abcd->dbca', [[2, 3, 2, 4]]],
  // Products of matrices, and of stacks of them.
  [
    'ij,jk->ik',
    [
      [3, 4],
      [4, 5],
    ],
  ],
  [
    'ij,kj->ki',
    [
      [3, 4],
      [5, 4],
    ],
  ],
  [
    'bij,bjk->bik',
    [
      [2, 3, 4],
      [2, 4, 5],
    ],
  ],
  [
    'bqhd,bkhd->bhqk',
    [
      [2, 3, 2, 4],
      [2, 5, 2, 4],
    ],
  ],
  [
    'bhqk,bkhd->bqhd',
    [
      [2, 2, 3, 5],
      [2, 5, 2, 4],
    ],
  ],
  [
    'btd,de->bte',
    [
      [2, 3, 4],
      [4, 5],
    ],
  ],
  // Everything of both, nothing of both, and axes that only one has.
  [
    'ij,ij->',
    [
      [3, 4],
      [3, 4],
    ],
  ],
  ['i,j->ij', [[3], [4]]],
  [
    'ij,ij->ij',
    [
      [3, 4],
      [3, 4],
    ],
  ],
  [
    'ijx,jk->ik',
    [
      [3, 4, 2],
      [4, 5],
    ],
  ],
  [
    'bi,bjy->bij',
    [
      [2, 3],
      [2, 4, 5],
    ],
  ],
  ['ij,j->', [[3, 4], [4]]],
];

/** Sums over every assignment of the axes, as the notation defines it: the value, and the gradients of Σ weights ∘ value. */
function byDefinition(equation: string, factors: readonly tf.Tensor[]): readonly tf.Tensor[] {
  const [inputs, output] = equation.split('->');
  const axes = inputs.split(',');
  const sizes = new Map(
    axes.flatMap((names, at) => Array.from(names).map((name, axis) => [name, factors[at].shape[axis]])),
  );
  const names = [...sizes.keys()];
  const place = (of: string, at: readonly number[]): number =>
    Array.from(of).reduce((sum, name) => sum * sizes.get(name)! + at[names.indexOf(name)], 0);
  const assignments = names.reduce<readonly (readonly number[])[]>(
    (all, name) => all.flatMap((at) => Array.from({ length: sizes.get(name)! }, (_, index) => [...at, index])),
    [[]],
  );
  const shape = Array.from(output).map((name) => sizes.get(name)!);
  const weights = noise(shape, 'weights').dataSync();
  const data = factors.map((factor) => factor.dataSync());
  const value = new Float32Array(weights.length);
  const gradients = data.map(({ length }) => new Float32Array(length));
  for (const at of assignments) {
    const terms = axes.map((of, factor) => data[factor][place(of, at)]);
    const others = (factor: number): number => terms.reduce((all, term, one) => (one === factor ? all : all * term), 1);
    value[place(output, at)] += others(-1);
    axes.forEach((of, factor) => (gradients[factor][place(of, at)] += weights[place(output, at)] * others(factor)));
  }
  return [tf.tensor(value, shape), ...gradients.map((gradient, at) => tf.tensor(gradient, factors[at].shape))];
}

describe('Einstein summation and its gradients', () => {
  test.each(cases)('%s of %j', async (equation, shapes) => {
    const inputs = (): tf.Tensor[] => shapes.map((shape, place) => noise(shape, place));
    await expectSame(
      withGradients((...factors) => tf.einsum(equation, ...factors), inputs),
      { reference: () => byDefinition(equation, inputs()) },
    );
  });
});
