import { describe, expect, test } from 'vitest';
import { broydenSteps } from '../../../../src/engine/models/equilibrium/broyden';
import { fixedPoints, type SolverSettings } from '../../../../src/engine/models/equilibrium/solver';
import type { Points } from '../../../../src/engine/models/equilibrium/steps';
import { randomFrom } from '../../../../src/engine/random';
import { Solver } from '../../../../src/shared/recipe/fusions';

const WIDTH = 12;

type Row = (point: Points) => Points;

/** A map of rows that have nothing to do with each other. */
const together =
  (rows: readonly Row[]) =>
  (points: Points): Points => {
    const values = new Float64Array(points.length);
    rows.forEach((row, index) => {
      values.set(row(points.subarray(index * WIDTH, (index + 1) * WIDTH)), index * WIDTH);
    });
    return values;
  };

/** x → S x + c with S symmetric of eigenvalues below `size`, as a rotation of a diagonal one, and its fixed point. */
function linear(key: number, size: number): { readonly map: Row; readonly fixed: Points } {
  const random = randomFrom('linear contraction', key);
  const mirror = Float64Array.from({ length: WIDTH }, () => random.normal());
  const length = mirror.reduce((sum, value) => sum + value * value, 0);
  const mirrored = (x: Points): Points => {
    const along = (2 * x.reduce((sum, value, index) => sum + value * mirror[index], 0)) / length;
    return x.map((value, index) => value - along * mirror[index]);
  };
  const eigenvalues = Float64Array.from({ length: WIDTH }, () => size * (2 * random.uniform() - 1));
  const constant = Float64Array.from({ length: WIDTH }, () => random.normal());
  return {
    map: (x) => {
      const turned = mirrored(x).map((value, index) => value * eigenvalues[index] + constant[index]);
      return mirrored(turned);
    },
    // In the mirrored basis every coordinate by itself: x = c / (1 − s).
    fixed: mirrored(constant.map((value, index) => value / (1 - eigenvalues[index]))),
  };
}

const easy = linear(1, 0.4);
const hard = linear(2, 0.99);

describe.each(Solver.options)('%s', (solver) => {
  const exactly: SolverSettings = { solver, iterations: 200, stop: { kind: 'absolute', tolerance: 1e-11 } };

  test('the fixed points of linear contractions are those of the closed form', () => {
    const { points, solved } = fixedPoints(together([easy.map, hard.map]), 2, WIDTH, exactly);
    expect(solved).toEqual([true, true]);
    [...easy.fixed, ...hard.fixed].forEach((value, index) => {
      expect(points[index]).toBeCloseTo(value, 8);
    });
  });

  test('it takes far fewer steps than applying the map', () => {
    const { residuals } = fixedPoints(together([hard.map]), 1, WIDTH, exactly);
    const plain = Math.log(1e-11) / Math.log(0.99);
    expect(residuals[0].length).toBeLessThan(plain / 20);
  });

  test('a row stops by itself: with another one or alone it is the same', () => {
    const alone = fixedPoints(together([easy.map]), 1, WIDTH, exactly);
    const beside = fixedPoints(together([hard.map, easy.map]), 2, WIDTH, exactly);
    expect(beside.residuals[1]).toEqual(alone.residuals[0]);
    expect(beside.points.subarray(WIDTH)).toEqual(alone.points);
    expect(beside.residuals[0].length).toBeGreaterThan(beside.residuals[1].length);
  });

  test('the rule is of the residual itself, or of its share of the value', () => {
    const large: Row = (x) => easy.map(x.map((value) => value / 1e6)).map((value) => value * 1e6);
    const run = (kind: 'absolute' | 'relative'): readonly number[] =>
      fixedPoints(together([large]), 1, WIDTH, { solver, iterations: 200, stop: { kind, tolerance: 1e-3 } })
        .residuals[0];
    const [absolute, relative] = [run('absolute'), run('relative')];
    expect(absolute.length).toBeGreaterThan(relative.length);
    expect(absolute.at(-1)).toBeLessThan(1e-3);
    expect(relative.at(-1)).toBeLessThan(1e-3);
    expect(relative.at(-2)).toBeGreaterThanOrEqual(1e-3);
  });

  test('what has no fixed point is unsolved, and the point of lowest residual is given', () => {
    // It jumps over the line f(x) = x.
    const away: Row = (x) => x.map((value, index) => value / 10 + (value < 0.5 ? 1 : -1) * (1 + index / 10));
    const { points, residuals, solved } = fixedPoints(together([away]), 1, WIDTH, { ...exactly, iterations: 30 });
    expect(solved).toEqual([false]);
    expect(residuals[0]).toHaveLength(30);
    const own = Math.sqrt(away(points).reduce((sum, value, index) => sum + (value - points[index]) ** 2, 0));
    expect(own).toBeCloseTo(Math.min(...residuals[0]), 12);
    expect(own).toBeLessThan(residuals[0][0]);
  });

  test('a row that comes to no number ends unsolved, at the last point that had one', () => {
    let asked = 0;
    const breaks: Row = (x) => {
      asked += 1;
      return asked === 3 ? x.map(() => NaN) : easy.map(x);
    };
    const { points, residuals, solved } = fixedPoints(together([breaks]), 1, WIDTH, exactly);
    expect(solved).toEqual([false]);
    expect(residuals[0]).toHaveLength(3);
    expect(points.every(Number.isFinite)).toBe(true);
  });
});

test('both come to one point of a map that is not linear', () => {
  const bent: Row = (x) => easy.map(x.map((value, index) => Math.tanh(value) + index / 10));
  const [anderson, broyden] = Solver.options.map((solver) =>
    fixedPoints(together([bent]), 1, WIDTH, { solver, iterations: 200, stop: { kind: 'absolute', tolerance: 1e-11 } }),
  );
  expect([anderson.solved, broyden.solved]).toEqual([[true], [true]]);
  expect(Math.max(...broyden.points.map((value, index) => Math.abs(value - anderson.points[index])))).toBeLessThan(
    1e-9,
  );
  // So that the two are seen to be two.
  expect(broyden.residuals).not.toEqual(anderson.residuals);
});

describe('Broyden', () => {
  test('solves n linear equations in 2n steps, as is proven of it (Gay 1979)', () => {
    const settings = { solver: 'broyden', iterations: 200, stop: { kind: 'absolute', tolerance: 1e-8 } } as const;
    const { residuals, solved } = fixedPoints(together([hard.map]), 1, WIDTH, settings);
    expect(solved).toEqual([true]);
    expect(residuals[0].length).toBeLessThanOrEqual(2 * WIDTH + 1);
  });

  test('learns from a step by Bᵀ of it: of a map that is not symmetric, by hand', () => {
    // g(x) = f(x) − x = A x + c with A = [[−1, −2], [0, −1]]; the rest stays at rest.
    const seen: number[][] = [];
    const map: Row = (x) => {
      seen.push([x[0], x[1]]);
      const value = new Float64Array(WIDTH);
      value[0] = -2 * x[1] + 1;
      value[1] = 1;
      return value;
    };
    const settings = { solver: 'broyden', iterations: 4, stop: { kind: 'absolute', tolerance: 1e-12 } } as const;
    const { solved } = fixedPoints(together([map]), 1, WIDTH, settings);
    // x0 = 0, g0 = (1, 1): a plain step to (1, 1). There g1 = (−2, 0), ∆g = (−3, −1), B0 ∆g = (3, 1), v = B0ᵀ ∆x = (−1, −1),
    // v·∆g = 4, so B1 = −I + ((1, 1) − (3, 1)) vᵀ / 4 = −I + (½, ½; 0, 0): the next step is −B1 g1 = (−2, 0) + (1, 0).
    expect(seen.slice(0, 3)).toEqual([
      [0, 0],
      [1, 1],
      [0, 1],
    ]);
    // v = B1ᵀ ∆x = (½, −½)ᵀ·…: with B1 in place of its transpose the third step would be another.
    expect(seen[3][0]).toBeCloseTo(-1, 10);
    expect(seen[3][1]).toBeCloseTo(1, 10);
    expect(solved).toEqual([true]);
  });

  /** Steps of a map that never comes nearer than √12 / 1000. */
  const stuck = (solver: Solver, tolerance: number): ReturnType<typeof fixedPoints> =>
    fixedPoints(together([(x) => x.map((value) => value + 1e-3)]), 1, WIDTH, {
      solver,
      iterations: 80,
      stop: { kind: 'absolute', tolerance },
    });

  test('a row that is near and comes no nearer ends, unsolved; one that is far goes on, and so does Anderson', () => {
    const { residuals, solved } = stuck('broyden', 2e-3);
    expect(residuals[0]).toHaveLength(31);
    expect(solved).toEqual([false]);
    expect(stuck('broyden', 1e-3).residuals[0]).toHaveLength(80);
    expect(stuck('anderson', 2e-3).residuals[0]).toHaveLength(80);
  });

  test('a row that comes nearer by a third in thirty steps goes on', () => {
    const { giveUp } = broydenSteps({ kind: 'absolute', tolerance: 1e-3 });
    const falling = (last: number): number[] => [
      9,
      ...Array.from({ length: 30 }, (_, at) => 2e-3 - (at / 29) * (2e-3 - last)),
    ];
    expect(giveUp(falling(1.6e-3))).toBe(true);
    expect(giveUp(falling(1.5e-3))).toBe(false);
    expect(giveUp(falling(1.6e-3).slice(1))).toBe(false);
  });

  test('a row whose residual grows without bound ends', () => {
    const { giveUp } = broydenSteps({ kind: 'absolute', tolerance: 1e-3 });
    expect([giveUp([1, 9e5]), giveUp([1, 1.1e6])]).toEqual([false, true]);
    const relative = broydenSteps({ kind: 'relative', tolerance: 1e-3 });
    expect([relative.giveUp([1, 900]), relative.giveUp([1, 1100])]).toEqual([false, true]);
  });

  test('what is remembered is bounded: after 105 steps learnt from, it starts anew by a plain one', () => {
    const { move } = broydenSteps({ kind: 'absolute', tolerance: 1e-3 });
    const random = randomFrom('steps that lead nowhere');
    const point = new Float64Array(WIDTH);
    const plain = Array.from({ length: 120 }, () => {
      const difference = Float64Array.from({ length: WIDTH }, () => random.normal());
      const value = point.map((at, index) => at + difference[index]);
      move(point, value, difference);
      return point.every((at, index) => Math.abs(at - value[index]) < 1e-9);
    });
    expect(plain.flatMap((is, step) => (is ? [step] : []))).toEqual([0, 106]);
  });
});
