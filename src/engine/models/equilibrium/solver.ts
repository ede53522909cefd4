/**
 * Fixed points of many rows on plain numbers, every row by itself: a row's solution depends on no other row but by the
 * rounding of the map.
 */
import type { Solver } from '../../../shared/recipe/fusions';
import { andersonSteps } from './anderson';
import { broydenSteps } from './broyden';
import { dot, type Points, type Steps, type StopRule } from './steps';

export interface SolverSettings {
  readonly solver: Solver;
  /** Evaluations of the map at most. */
  readonly iterations: number;
  readonly stop: StopRule;
}

export interface Solution {
  /** Of each row, the point of lowest residual. */
  readonly points: Points;
  /** Of each row, what the stop rule looks at, at each point tried. */
  readonly residuals: readonly (readonly number[])[];
  /** Of each row: did its residual fall below the tolerance? */
  readonly solved: readonly boolean[];
}

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
  { solver, iterations, stop }: SolverSettings,
): Solution {
  const current = new Float64Array(rows * width);
  const searches = Array.from({ length: rows }, (_, row) => {
    const range = [row * width, (row + 1) * width] as const;
    return { at: current.subarray(...range), range, search: new RowSearch(width, stop, stepsOf(solver, stop)) };
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

function stepsOf(solver: Solver, stop: StopRule): Steps {
  switch (solver) {
    case 'anderson':
      return andersonSteps();
    case 'broyden':
      return broydenSteps(stop);
    default:
      return solver satisfies never;
  }
}

/** The search of one row. Its memory changes in place: it is written once per step, and read in the next. */
class RowSearch {
  readonly best: Points;
  readonly residuals: number[] = [];
  solved = false;
  open = true;
  private lowest = Infinity;

  constructor(
    width: number,
    private readonly stop: StopRule,
    private readonly steps: Steps,
  ) {
    this.best = new Float64Array(width);
  }

  /** Learns that f(point) = value, and moves the point to where f is asked for next. */
  see(point: Points, value: Points): void {
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
    this.open = !this.solved && Number.isFinite(residual) && !this.steps.giveUp(this.residuals);
    if (this.open) this.steps.move(point, value, difference);
  }
}
