import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { initBackend } from '../../../../src/engine/backends/registry';
import type { Encodings } from '../../../../src/engine/models/fused-model';
import { fusionOf } from '../../../../src/engine/models/fusions/registry';
import { initialValues, type ParameterReader } from '../../../../src/engine/models/parameters';
import { randomFrom } from '../../../../src/engine/random';
import { tidy } from '../../../../src/engine/tensors';
import { DeqChoice, Solver } from '../../../../src/shared/recipe/fusions';
import { linear } from '../tiny';
import { plainFused, type Numbers } from './plain-deq';

beforeAll(() => initBackend('wasm'));

const WIDTH = 48;
const BATCH = 3;
const inputs = [
  { modality: 'image', width: 6 },
  { modality: 'sound', width: 4 },
  { modality: 'text', width: 5 },
];
const ids = inputs.map(({ modality }) => modality);

function noise(key: string, count: number, deviation = 1): number[] {
  const random = randomFrom('a', key);
  return Array.from({ length: count }, () => deviation * random.normal());
}

const partOf = (choice: object) => {
  const parsed = DeqChoice.parse({ name: 'deq', width: WIDTH, ...choice });
  return fusionOf(parsed).part(parsed, { inputs, classes: 3, head: linear });
};
const solving = partOf({});
const precise = Object.fromEntries(
  Solver.options.map((solver) => [solver, partOf({ solver, tolerance: 2e-5 })]),
) as Record<Solver, typeof solving>;
/** Weights large enough to matter, and small enough for a contraction. */
const values: Readonly<Record<string, Numbers>> = Object.fromEntries(
  Object.entries(solving.parameters).map(([name, spec]) => {
    const start = [...initialValues(1, name, spec)];
    const added = noise(name, start.length, 0.03);
    return [name, start.map((value, index) => Math.fround(value + added[index]))];
  }),
);
const vectors = Object.fromEntries(
  inputs.map(({ modality, width }) => [modality, noise(modality, BATCH * width, 2).map(Math.fround)]),
);
const read: ParameterReader = (name) => tf.tensor([...values[name]], [...solving.parameters[name].shape]);
const encodings = (replaced: Readonly<Record<string, tf.Tensor>> = {}): Encodings =>
  Object.fromEntries(
    inputs.map(({ modality, width }) => [
      modality,
      {
        form: 'vector' as const,
        values: (replaced[modality] as tf.Tensor2D | undefined) ?? tf.tensor2d(vectors[modality], [BATCH, width]),
      },
    ]),
  );
const rowOf = (modality: string, row: number, all: Numbers = vectors[modality]): Numbers => {
  const { width } = inputs[ids.indexOf(modality)];
  return all.slice(row * width, (row + 1) * width);
};
const sample = (row: number): Readonly<Record<string, Numbers>> =>
  Object.fromEntries(ids.map((id) => [id, rowOf(id, row)]));
const plain = (row: number, steps: number): Numbers => plainFused(values, ids, sample(row), WIDTH, steps);

/** Largest difference of rows of numbers. */
function distance(found: readonly Numbers[], expected: readonly Numbers[]): number {
  expect(found.flat()).toHaveLength(expected.flat().length);
  return Math.max(...found.flat().map((value, index) => Math.abs(value - expected.flat()[index])));
}

const fused = (part: typeof solving): readonly Numbers[] => tf.tidy(() => part.apply(read, encodings()).arraySync());

test.each([1, 2, 7])('unrolled %s times: as the formulas in plain numbers', (unrolled) => {
  expect(
    distance(
      fused(partOf({ unrolled })),
      [0, 1, 2].map((row) => plain(row, unrolled)),
    ),
  ).toBeLessThan(1e-4);
});

test.each(Solver.options)('solved by %s: the state at which the formulas in plain numbers come to rest', (solver) => {
  const rest = [0, 1, 2].map((row) => plain(row, 200));
  expect(distance([plain(0, 201)], [rest[0]])).toBeLessThan(1e-9);
  expect(distance(fused(partOf({ solver })), rest)).toBeLessThan(2e-3);
  // So that solving is seen to do something: a few steps do not get there.
  expect(distance(fused(partOf({ unrolled: 3 })), rest)).toBeGreaterThan(5e-3);
});

test.each(Solver.options)(
  '%s stops by sample, whoever else is in the batch, and says which are not at rest',
  (solver) => {
    const settled = (iterations: number, rows: readonly number[]) =>
      tidy(() => {
        const given = Object.fromEntries(
          inputs.map(({ modality, width }) => {
            const chosen = rows.flatMap((row) => [...rowOf(modality, row)]);
            return [modality, tf.tensor2d(chosen, [rows.length, width])];
          }),
        );
        const { residuals, solved } = partOf({ solver, iterations }).settle!(read, encodings(given));
        return { residuals, solved };
      });
    const all = settled(105, [0, 1, 2]);
    expect(all.solved).toEqual([true, true, true]);
    for (const row of [0, 1, 2]) {
      const [alone] = settled(105, [row]).residuals;
      expect(alone).toHaveLength(all.residuals[row].length);
      expect(distance([alone], [all.residuals[row]])).toBeLessThan(1e-4);
    }
    const tooFew = settled(3, [0, 1, 2]);
    expect(tooFew.solved).toEqual([false, false, false]);
    expect(tooFew.residuals.map((own) => own.length)).toEqual([3, 3, 3]);
  },
);

describe('the answer that more steps would give', () => {
  const doubled = (choice: object): readonly Numbers[] =>
    tf.tidy(() => partOf(choice).settle!(read, encodings()).doubled.arraySync());

  test.each(Solver.options)('is that of %s in twice the steps, to a tenth of the tolerance', (solver) => {
    const few = { solver, iterations: 3 };
    expect(distance(doubled(few), fused(partOf({ ...few, iterations: 6, tolerance: 1e-4 })))).toBe(0);
    expect(distance(doubled(few), fused(partOf(few)))).toBeGreaterThan(1e-3);
    const coarse = { solver, tolerance: 0.05 };
    expect(distance(doubled(coarse), fused(partOf({ solver, tolerance: 0.005, iterations: 210 })))).toBe(0);
    expect(distance(doubled(coarse), fused(partOf(coarse)))).toBeGreaterThan(1e-3);
  });

  test('is that of twice as many steps where they are unrolled', () => {
    const rows = [0, 1, 2].map((row) => plain(row, 4));
    expect(distance(doubled({ unrolled: 2 }), rows)).toBeLessThan(1e-4);
    expect(distance(fused(partOf({ unrolled: 2 })), rows)).toBeGreaterThan(5e-3);
  });
});

describe('the gradient by the implicit function theorem', () => {
  const weights = noise('weights of z', BATCH * WIDTH);
  const loss = (part: typeof solving, current: Encodings, p: ParameterReader = read): tf.Scalar =>
    tf.sum(tf.mul(part.apply(p, current), tf.tensor2d(weights, [BATCH, WIDTH])));
  const byInput = (part: typeof solving, id: string): Numbers =>
    tf.tidy(() => [
      ...tf
        .grad((x) => loss(part, encodings({ [id]: x })))(encodings()[id].values)
        .dataSync(),
    ]);
  const relative = (found: Numbers, expected: Numbers): number =>
    Math.hypot(...found.map((value, index) => value - expected[index])) / Math.hypot(...expected);

  test.each(ids)('for %s is the slope of the fixed point in plain numbers', (id) => {
    const direction = noise(`direction ${id}`, vectors[id].length);
    const height = (step: number): number => {
      const shifted = vectors[id].map((value, index) => value + step * direction[index]);
      return [0, 1, 2].reduce((sum, row) => {
        const z = plainFused(values, ids, { ...sample(row), [id]: rowOf(id, row, shifted) }, WIDTH, 200);
        return sum + z.reduce((total, value, index) => total + value * weights[row * WIDTH + index], 0);
      }, 0);
    };
    const measured = (height(1e-5) - height(-1e-5)) / 2e-5;
    const computed = byInput(precise.anderson, id).reduce((sum, value, index) => sum + value * direction[index], 0);
    expect(Math.abs(computed - measured)).toBeLessThan(2e-3 * Math.abs(measured));
  });

  test('for every parameter is that of many steps, differentiated through, by whichever solver', () => {
    const names = Object.keys(solving.parameters);
    const byParameters = (part: typeof solving): readonly Numbers[] =>
      tf.tidy(() =>
        tf
          .grads((...given) => loss(part, encodings(), (asked) => given[names.indexOf(asked)]))(names.map(read))
          .map((gradient) => [...gradient.dataSync()]),
      );
    const expected = byParameters(partOf({ unrolled: 80 }));
    const errors = Solver.options.flatMap((solver) =>
      byParameters(precise[solver]).map(
        (found, index) => [solver, names[index], relative(found, expected[index])] as const,
      ),
    );
    expect(errors).toHaveLength(2 * names.length);
    expect(errors.filter(([, , error]) => error > 2e-3)).toEqual([]);
  });

  test('is not that of one step', () => {
    expect(relative(byInput(partOf({ unrolled: 1 }), 'image'), byInput(solving, 'image'))).toBeGreaterThan(0.05);
  });
});

describe('the penalty of the Jacobian', () => {
  const penaltyOf = (part: typeof solving, key: number, p: ParameterReader = read): tf.Scalar =>
    part.training!(p, encodings(), randomFrom('probe', key)).penalty!;

  test('is there in training only where it is asked for, and leaves z as it is', () => {
    tf.tidy(() => {
      const { z, penalty } = partOf({ jacobian: 0 }).training!(read, encodings(), randomFrom('probe', 0));
      expect(penalty).toBeNull();
      expect(z.arraySync()).toEqual(fused(solving));
      const [weak, strong] = [0.5, 2].map((jacobian) => penaltyOf(partOf({ jacobian }), 0).dataSync()[0]);
      expect(strong / weak).toBeCloseTo(4, 4);
    });
  });
});
