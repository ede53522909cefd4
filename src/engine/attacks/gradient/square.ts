/**
 * Square attack (Andriushchenko et al., arXiv 1912.00049): random search by scores alone. Each query changes one window
 * of one modality, and what lowers the margin of the label stays. In one ball of all modalities a window may also take over
 * what lies in another modality, which the paper has not.
 */
import type { SquareChoice } from '../../../shared/attacks/attack';
import { mapValues } from '../../../shared/map-values';
import { randomFrom, type Random } from '../../random';
import { dispose } from '../../tensors';
import type { PerturbationAttack, PerturbationProblem } from '../attack';
import { rowsOf } from '../outputs';
import { samplesOnHost, within, type Perturbation } from './on-host';
import { emptied, firstPerturbation, lengthOf, nextPerturbation, windowShare, type Grid } from './square-windows';

/** One sample's search, on the host. */
interface Search {
  readonly random: Random;
  /** Per attacked modality. */
  readonly grids: Readonly<Record<string, Grid>>;
  readonly clean: Perturbation;
  /** The best so far. */
  readonly best: Perturbation;
  /** Margin of the label under it. */
  readonly margin: number;
  readonly broken: boolean;
}

export const square: PerturbationAttack<SquareChoice> = async (problem, choice) => {
  const searches = [...(await openSearches(problem))];
  let rows: readonly number[] = searches.map((_, row) => row);
  let standing = problem.narrowed(rows);
  try {
    for (let query = 0; query < choice.queries && rows.length > 0; query += 1) {
      await problem.pause();
      const tried = rows.map((row) => attempt(problem, searches[row], choice, query));
      const logits = await ask(standing, searches, rows, tried);
      rows.forEach((row, index) => {
        const lead = problem.truth.lead(logits[index], row);
        if (query > 0 && lead >= searches[row].margin) return;
        const broken = problem.truth.isWrong(logits[index], row);
        searches[row] = { ...searches[row], best: tried[index], margin: lead, broken };
      });
      const left = rows.flatMap((row, index) => (searches[row].broken ? [] : [index]));
      if (left.length === rows.length || left.length === 0) {
        rows = left.map((index) => rows[index]);
        continue;
      }
      const fewer = standing.narrowed(left);
      standing.dispose();
      standing = fewer;
      rows = left.map((index) => rows[index]);
    }
    const best = searches.map((search) => search.best);
    return { values: within(problem, searches, best), broken: searches.map(({ broken }) => broken) };
  } finally {
    standing.dispose();
  }
};

async function openSearches(problem: PerturbationProblem): Promise<readonly Search[]> {
  const { samples, clean, seed } = problem;
  return (await samplesOnHost(problem)).map(({ clean: own, rows, columns }, row) => ({
    random: randomFrom(seed, samples[row].id, 'square'),
    grids: mapValues(clean, ({ values: { shape } }, id) => ({
      rows: rows[id],
      columns: columns[id],
      channels: shape[shape.length - 1] ?? 1,
    })),
    clean: own,
    best: mapValues(own, ({ length }) => new Float32Array(length)),
    margin: Infinity,
    broken: false,
  }));
}

/** What one sample tries at a query: at first all modalities, then one window of one of them. */
function attempt(
  problem: PerturbationProblem,
  search: Search,
  { norm, initialShare, queries }: SquareChoice,
  query: number,
): Perturbation {
  const { ball } = problem;
  const { random, grids, best } = search;
  const ids = Object.keys(best);
  if (query === 0) {
    // Of one ball each has an equal part at first.
    const parts = ball.oneBall === true ? Math.sqrt(ids.length) : 1;
    return mapValues(best, ({ length }, id) =>
      firstPerturbation(norm, grids[id], ball.radii[id] / parts, length, random),
    );
  }
  const changed = ids[random.below(ids.length)];
  const share = windowShare(initialShare, query, queries);
  if (ball.oneBall !== true) {
    const current = inRange(problem, search, changed);
    return { ...best, [changed]: nextPerturbation(norm, grids[changed], ball.radii[changed], current, share, random) };
  }
  // What is taken from another modality is there for this one.
  const others = mapValues(
    Object.fromEntries(ids.filter((id) => id !== changed).map((id) => [id, inRange(problem, search, id)])),
    (own, id) => (random.uniform() < 0.5 ? emptied(grids[id], own, share, random) : own),
  );
  const used = Object.entries(others).reduce(
    (sum, [id, own]) => sum + (ball.radii[id] === 0 ? 0 : (lengthOf('l2', own) / ball.radii[id]) ** 2),
    0,
  );
  const radius = ball.radii[changed] * Math.sqrt(Math.max(0, 1 - used));
  const current = inRange(problem, search, changed);
  return { ...others, [changed]: nextPerturbation('l2', grids[changed], radius, current, share, random) };
}

/** The best of a modality so far, without what the valid range cuts off, which would count as used length. */
function inRange({ model }: PerturbationProblem, { best, clean }: Search, id: string): Float32Array {
  return model.perturbs[id] === 'input'
    ? best[id].map((value, at) => Math.min(1, Math.max(0, clean[id][at] + value)) - clean[id][at])
    : best[id];
}

async function ask(
  problem: PerturbationProblem,
  searches: readonly Search[],
  rows: readonly number[],
  tried: readonly Perturbation[],
): Promise<readonly Float32Array[]> {
  const values = within(
    problem,
    rows.map((row) => searches[row]),
    tried,
  );
  const logits = problem.logitsAt(values);
  try {
    return await rowsOf(logits);
  } finally {
    dispose([values, logits]);
  }
}
