/**
 * Perturbations of the Square attack (Andriushchenko et al., arXiv 1912.00049): square windows at random places, in l∞ of
 * plus or minus the radius (Algorithm 2), in l2 of a pattern that takes over the length of a second window (Algorithm 3). In
 * l1 the same with sums of sizes for lengths, which the paper has not.
 *
 * Pure functions on the perturbation of one sample in one modality.
 */
import type { Norm } from '../../../shared/attacks/gradient';
import type { Random } from '../../random';

/** How values lie: pixels by row, column and channel; a text is one column whose rows are words. */
export interface Grid {
  /** Rows that may change: padding of a text lies below. */
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
}

interface Window {
  readonly top: number;
  readonly left: number;
  readonly height: number;
  readonly width: number;
}

/** Iterations of 10,000 at which the share of a window is halved (section 3.2 of the paper). */
const halvedAt = [10, 50, 200, 500, 1000, 2000, 4000, 6000, 8000];

/** Share of the input that a window covers at a query. */
export function windowShare(first: number, query: number, queries: number): number {
  const halvings = halvedAt.filter((at) => query > (at / 10_000) * queries).length;
  return first / 2 ** halvings;
}

/**
 * Where the search starts: stripes in l∞, a grid of patterns in l2 and l1.
 *
 * @param size numbers of the perturbation, padding included
 */
export function firstPerturbation(norm: Norm, grid: Grid, radius: number, size: number, random: Random): Float32Array {
  const perturbation = new Float32Array(size);
  const { rows, columns, channels } = grid;
  if (rows === 0) return perturbation;
  switch (norm) {
    case 'linf':
      for (let column = 0; column < columns; column += 1) {
        const stripe: Window = { top: 0, left: column, height: rows, width: 1 };
        for (let channel = 0; channel < channels; channel += 1) {
          const value = radius * sign(random);
          forEachIn(stripe, grid, channel, (at) => {
            perturbation[at] = value;
          });
        }
      }
      return perturbation;
    case 'l2':
    case 'l1': {
      const height = Math.max(1, Math.floor(rows / 5));
      const width = Math.max(1, Math.floor(columns / 5));
      for (let top = 0; top + height <= rows; top += height) {
        for (let left = 0; left + width <= columns; left += width) {
          const window = { top, left, height, width };
          for (let channel = 0; channel < channels; channel += 1) {
            const own = pattern(norm, window, random);
            let place = 0;
            forEachIn(window, grid, channel, (at) => {
              perturbation[at] = own[place];
              place += 1;
            });
          }
        }
      }
      const length = lengthOf(norm, perturbation);
      return length === 0 ? perturbation : perturbation.map((value) => (value / length) * radius);
    }
    default:
      return norm satisfies never;
  }
}

/** The next perturbation to try, within the ball if `current` is. */
export function nextPerturbation(
  norm: Norm,
  grid: Grid,
  radius: number,
  current: Float32Array,
  share: number,
  random: Random,
): Float32Array {
  const next = current.slice();
  if (grid.rows === 0) return next;
  switch (norm) {
    case 'linf': {
      const window = windowOf(grid, share, random);
      for (let channel = 0; channel < grid.channels; channel += 1) {
        const value = radius * sign(random);
        forEachIn(window, grid, channel, (at) => {
          next[at] = value;
        });
      }
      return next;
    }
    case 'l2':
    case 'l1': {
      const [target, source] = [windowOf(grid, share, random), windowOf(grid, share, random)];
      const unused = Math.max(0, powerOf(norm, radius) - powersOf(norm, current)) / grid.channels;
      for (let channel = 0; channel < grid.channels; channel += 1)
        moveLength(norm, next, grid, channel, target, source, unused, random);
      return next;
    }
    default:
      return norm satisfies never;
  }
}

/** A perturbation without what one window of it holds: its length is then for others. */
export function emptied(grid: Grid, current: Float32Array, share: number, random: Random): Float32Array {
  const next = current.slice();
  if (grid.rows === 0) return next;
  const window = windowOf(grid, share, random);
  for (let channel = 0; channel < grid.channels; channel += 1) {
    forEachIn(window, grid, channel, (at) => {
      next[at] = 0;
    });
  }
  return next;
}

/** Norms in which a window takes over the length of another: powers of values add up. */
type AddingNorm = Exclude<Norm, 'linf'>;

/** Gives the target the length of both windows and what is unused; the source is emptied. One channel. */
function moveLength(
  norm: AddingNorm,
  values: Float32Array,
  grid: Grid,
  channel: number,
  target: Window,
  source: Window,
  unused: number,
  random: Random,
): void {
  const own: number[] = [];
  forEachIn(target, grid, channel, (at) => own.push(values[at]));
  const within = lengthOf(norm, own);
  let available = unused;
  // What lies in both windows counts once: it is emptied where it is first met.
  for (const window of [target, source]) {
    forEachIn(window, grid, channel, (at) => {
      available += powerOf(norm, values[at]);
      values[at] = 0;
    });
  }
  const fresh = pattern(norm, target, random);
  const added = fresh.map((value, place) => value + (within === 0 ? 0 : own[place] / within));
  // A single pixel may cancel out; its length must not be lost.
  const mixed = lengthOf(norm, added) < 1e-6 ? fresh : added;
  const length = lengthOf(norm, mixed);
  let place = 0;
  forEachIn(target, grid, channel, (at) => {
    values[at] = (mixed[place] / length) * rootOf(norm, available);
    place += 1;
  });
}

/** Two bumps of opposite sign beside each other, of length 1, row by row. */
function pattern(norm: AddingNorm, { height, width }: Window, random: Random): readonly number[] {
  const across = width > 1 && (height === 1 || random.uniform() < 0.5);
  const first = sign(random);
  const values = Array.from({ length: height * width }, (_, place) => {
    const [row, column] = [Math.floor(place / width), place % width];
    const [at, of] = across ? [column, width] : [row, height];
    const half = Math.ceil(of / 2);
    const ring = Math.max(
      Math.abs((at % half) - (half - 1) / 2),
      across ? Math.abs(row - (height - 1) / 2) : Math.abs(column - (width - 1) / 2),
    );
    return (first * (at < half ? 1 : -1)) / (1 + ring) ** 2;
  });
  const length = lengthOf(norm, values);
  return values.map((value) => value / length);
}

/** A square, or as many words, that covers about a share of the grid, at a random place. */
function windowOf({ rows, columns }: Grid, share: number, random: Random): Window {
  const side = columns === 1 ? share * rows : Math.sqrt(share * rows * columns);
  const fitting = (most: number): number => Math.min(most, Math.max(1, Math.round(side)));
  const [height, width] = [fitting(rows), fitting(columns)];
  return { top: random.below(rows - height + 1), left: random.below(columns - width + 1), height, width };
}

function forEachIn(
  { top, left, height, width }: Window,
  { columns, channels }: Grid,
  channel: number,
  show: (at: number) => void,
): void {
  for (let row = top; row < top + height; row += 1) {
    for (let column = left; column < left + width; column += 1) show((row * columns + column) * channels + channel);
  }
}

function sign(random: Random): 1 | -1 {
  return random.uniform() < 0.5 ? -1 : 1;
}

export function lengthOf(norm: AddingNorm, values: Iterable<number>): number {
  return rootOf(norm, powersOf(norm, values));
}

function powersOf(norm: AddingNorm, values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += powerOf(norm, value);
  return sum;
}

function powerOf(norm: AddingNorm, value: number): number {
  return norm === 'l1' ? Math.abs(value) : value ** 2;
}

function rootOf(norm: AddingNorm, sum: number): number {
  return norm === 'l1' ? sum : Math.sqrt(sum);
}
