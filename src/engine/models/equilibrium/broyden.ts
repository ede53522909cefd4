/**
 * Good Broyden's method (Broyden 1965) for g(x) = f(x) − x = 0 without a line search, with the early ends of the released
 * code of DEQ-Fusion (arXiv 2306.16645): x ← x − B g(x), where B stands for the inverse of g's Jacobian. It starts as −I
 * (one plain step) and learns from every step taken: B ← B + (Δx − B Δg) vᵀ / (vᵀ Δg) with v = Bᵀ Δx.
 */
import { dot, type Points, type Steps, type StopRule } from './steps';

/** A row ends where it is this near, in tolerances, and has hardly come nearer in the last steps. It counts as unsolved. */
const NEAR = 3;
const WINDOW = 30;
const PROGRESS = 1.3;
/** A row ends as diverged where its residual is so many times the first one. */
const DIVERGED: Readonly<Record<StopRule['kind'], number>> = { absolute: 1e6, relative: 1e3 };
/**
 * Steps that B is made of, before it starts anew: a thousand of a wide state would fill the memory. The released code keeps
 * all of them, and takes 105 at most.
 */
const MEMORY = 105;

/**
 * Slope of g along a step, as B sees it, from which something is learnt. Below it rounding speaks: B would grow without
 * bound, and lead so far away that f(x) rounds to x.
 */
const LEAST_SLOPE = 1e-6;

/** What B gains: a vᵀ. */
interface Update {
  readonly a: Points;
  readonly v: Points;
}

export function broydenSteps({ kind, tolerance }: StopRule): Steps {
  let updates: Update[] = [];
  let last: { readonly move: Points; readonly difference: Points } | null = null;

  const learn = (difference: Points): void => {
    if (last === null) return;
    const { move, difference: before } = last;
    const change = difference.map((value, index) => value - before[index]);
    const v = acrossInverse(updates, move);
    const slope = dot(v, change);
    if (!(Math.abs(slope) > LEAST_SLOPE * dot(move, move))) return;
    const missed = alongInverse(updates, change);
    if (updates.length === MEMORY) updates = [];
    else updates.push({ a: move.map((value, index) => (value - missed[index]) / slope), v });
  };
  return {
    giveUp: (residuals) => {
      const residual = residuals[residuals.length - 1];
      if (residual > DIVERGED[kind] * residuals[0]) return true;
      const recent = residuals.slice(-WINDOW);
      return (
        residual < NEAR * tolerance && residuals.length > WINDOW && Math.max(...recent) < PROGRESS * Math.min(...recent)
      );
    },
    move: (point, _value, difference) => {
      learn(difference);
      const move = alongInverse(updates, difference).map((value) => -value);
      last = { move, difference };
      for (let index = 0; index < point.length; index += 1) point[index] += move[index];
    },
  };
}

/** B x. */
function alongInverse(updates: readonly Update[], x: Points): Points {
  const result = x.map((value) => -value);
  for (const { a, v } of updates) add(result, dot(v, x), a);
  return result;
}

/** Bᵀ x. */
function acrossInverse(updates: readonly Update[], x: Points): Points {
  const result = x.map((value) => -value);
  for (const { a, v } of updates) add(result, dot(a, x), v);
  return result;
}

function add(to: Points, factor: number, vector: Points): void {
  for (let index = 0; index < to.length; index += 1) to[index] += factor * vector[index];
}
