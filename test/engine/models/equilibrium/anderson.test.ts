import { expect, test } from 'vitest';
import { fixedPoints, type Points, type SolverSettings } from '../../../../src/engine/models/equilibrium/anderson';
import { randomFrom } from '../../../../src/engine/random';

const WIDTH = 12;
const exactly: SolverSettings = { iterations: 200, stop: { kind: 'absolute', tolerance: 1e-11 } };

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

test('the fixed points of linear contractions are those of the closed form', () => {
  const { points, solved } = fixedPoints(together([easy.map, hard.map]), 2, WIDTH, exactly);
  expect(solved).toEqual([true, true]);
  [...easy.fixed, ...hard.fixed].forEach((value, index) => {
    expect(points[index]).toBeCloseTo(value, 8);
  });
});

test('mixing takes far fewer steps than applying the map', () => {
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
    fixedPoints(together([large]), 1, WIDTH, { iterations: 200, stop: { kind, tolerance: 1e-3 } }).residuals[0];
  const [absolute, relative] = [run('absolute'), run('relative')];
  expect(absolute.length).toBeGreaterThan(relative.length);
  expect(absolute.at(-1)).toBeLessThan(1e-3);
  expect(relative.at(-1)).toBeLessThan(1e-3);
  expect(relative.at(-2)).toBeGreaterThanOrEqual(1e-3);
});

test('what has no fixed point is unsolved, and the point of lowest residual is given', () => {
  const away: Row = (x) => x.map((value) => value + 2 + Math.sin(value + 1));
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
