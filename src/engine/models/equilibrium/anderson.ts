/** Anderson acceleration (Anderson 1965; in the form of the released code of DEQ-Fusion, arXiv 2306.16645). */
import { dot, type Points, type Steps } from './steps';

/** Points and values kept, m. */
const MEMORY = 6;
/**
 * λ of the least squares that mix them, as a share of the mean square of their residuals. The released code adds the number
 * itself, which outweighs residuals below 1e-2: mixing then turns into averaging, and a sample takes hundreds of steps.
 */
const RIDGE = 1e-4;
export function andersonSteps(): Steps {
  const values: Points[] = [];
  const differences: Points[] = [];
  /** Products of the differences with each other. */
  const products: number[][] = Array.from({ length: MEMORY }, () => []);
  let seen = 0;
  return {
    giveUp: () => false,
    move: (point, value, difference) => {
      const slot = seen % MEMORY;
      seen += 1;
      values[slot] = value.slice();
      differences[slot] = difference;
      differences.forEach((other, index) => {
        products[slot][index] = products[index][slot] = dot(difference, other);
      });
      // The released code takes one plain step before it mixes.
      if (values.length === 1) point.set(value);
      else mix(point, values, mixingWeights(products, values.length));
    },
  };
}

/** x = Σ_i α_i f(x_i): mixing β = 1. */
function mix(point: Points, values: readonly Points[], weights: readonly number[]): void {
  point.fill(0);
  weights.forEach((weight, slot) => {
    for (let index = 0; index < point.length; index += 1) point[index] += weight * values[slot][index];
  });
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
