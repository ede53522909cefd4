/**
 * Anderson acceleration (Anderson 1965; in the form of the released code of DEQ-Fusion, arXiv 2306.16645) on plain
 * numbers, every row by itself: a row's solution depends on no other row but by the rounding of the map.
 */

/** When the residual ‖f(x) − x‖ of a row is small enough: as it is, or divided by 1e-5 + ‖f(x)‖. */
export interface StopRule {
  readonly kind: 'absolute' | 'relative';
  readonly tolerance: number;
}

export interface SolverSettings {
  /** Evaluations of the map at most. */
  readonly iterations: number;
  readonly stop: StopRule;
}

/** Rows of `width` numbers, one after the other. */
export type Points = Float64Array;

export interface Solution {
  /** Of each row, the point of lowest residual. */
  readonly points: Points;
  /** Of each row, what the stop rule looks at, at each point tried. */
  readonly residuals: readonly (readonly number[])[];
  /** Of each row: did its residual fall below the tolerance? */
  readonly solved: readonly boolean[];
}

/** Points and values kept, m. */
const MEMORY = 6;
/**
 * λ of the least squares that mix them, as a share of the mean square of their residuals. The released code adds the number
 * itself, which outweighs residuals below 1e-2: mixing then turns into averaging, and a sample takes hundreds of steps.
 */
const RIDGE = 1e-4;
/** Keeps the relative residual finite at zero. */
const LEAST_LENGTH = 1e-5;

/**
 * A fixed point x = f(x) of each row, from zero.
 *
 * @param map f of all rows at once; the values of rows that are done are not looked at
 */
export function fixedPoints(
  map: (points: Points) => Points,
  rows: number,
  width: number,
  { iterations, stop }: SolverSettings,
): Solution {
  const current = new Float64Array(rows * width);
  const searches = Array.from({ length: rows }, (_, row) => {
    const range = [row * width, (row + 1) * width] as const;
    return { at: current.subarray(...range), range, search: new RowSearch(width, stop) };
  });
  for (let step = 0; step < iterations; step += 1) {
    const open = searches.filter(({ search }) => search.open);
    if (open.length === 0) break;
    const values = map(current);
    for (const { at, range, search } of open) search.see(at, values.subarray(...range));
  }
  const points = new Float64Array(rows * width);
  searches.forEach(({ range: [start], search }) => {
    points.set(search.best, start);
  });
  return {
    points,
    residuals: searches.map(({ search }) => search.residuals),
    solved: searches.map(({ search }) => search.solved),
  };
}

/** The search of one row. Its memory changes in place: it is written once per step, and read in the next. */
class RowSearch {
  readonly best: Points;
  readonly residuals: number[] = [];
  solved = false;
  open = true;
  private lowest = Infinity;
  private readonly values: Points[] = [];
  private readonly differences: Points[] = [];
  /** Products of the differences with each other. */
  private readonly products: number[][] = Array.from({ length: MEMORY }, () => []);

  constructor(
    width: number,
    private readonly stop: StopRule,
  ) {
    this.best = new Float64Array(width);
  }

  /** Learns that f(point) = value, and moves the point to where f is asked for next. */
  see(point: Points, value: Points): void {
    const slot = this.residuals.length % MEMORY;
    const difference = value.map((number, index) => number - point[index]);
    const length = Math.sqrt(dot(difference, difference));
    const residual = this.stop.kind === 'absolute' ? length : length / (LEAST_LENGTH + Math.sqrt(dot(value, value)));
    if (residual < this.lowest) {
      this.lowest = residual;
      this.best.set(point);
    }
    this.residuals.push(residual);
    this.solved = residual < this.stop.tolerance;
    // From what is no number no step leads on.
    this.open = !this.solved && Number.isFinite(residual);
    if (!this.open) return;
    this.values[slot] = value.slice();
    this.differences[slot] = difference;
    this.differences.forEach((other, index) => {
      this.products[slot][index] = this.products[index][slot] = dot(difference, other);
    });
    // The released code takes one plain step before it mixes.
    if (this.values.length === 1) point.set(value);
    else this.mix(point);
  }

  /** x = Σ_i α_i f(x_i): mixing β = 1. */
  private mix(point: Points): void {
    const weights = mixingWeights(this.products, this.values.length);
    point.fill(0);
    weights.forEach((weight, slot) => {
      const values = this.values[slot];
      for (let index = 0; index < point.length; index += 1) point[index] += weight * values[index];
    });
  }
}

/**
 * The α of sum one for which |Σ_i α_i g_i|² + λ|α|² is least. In place of the bordered system of n + 1 equations,
 * (G Gᵀ + λ I) β = 1 is solved and α = β / Σ β: the same, with a matrix that needs no pivots.
 *
 * @param products g_i · g_j of the first `count` differences
 */
function mixingWeights(products: readonly (readonly number[])[], count: number): readonly number[] {
  const mean = products.slice(0, count).reduce((sum, own, i) => sum + own[i], 0) / count;
  const rows = Array.from({ length: count }, (_, i) => [
    ...products[i].slice(0, count).map((product, j) => product + (i === j ? RIDGE * mean : 0)),
    1,
  ]);
  rows.forEach((pivot, i) => {
    for (const row of rows.slice(i + 1)) {
      const share = row[i] / pivot[i];
      for (let j = i; j <= count; j += 1) row[j] -= share * pivot[j];
    }
  });
  const weights = new Array<number>(count).fill(0);
  for (let i = count - 1; i >= 0; i -= 1) {
    let rest = rows[i][count];
    for (let j = i + 1; j < count; j += 1) rest -= rows[i][j] * weights[j];
    weights[i] = rest / rows[i][i];
  }
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

function dot(a: Points, b: Points): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += a[index] * b[index];
  return sum;
}
