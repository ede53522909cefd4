/**
 * Square attack (Andriushchenko et al., arXiv 1912.00049): random search by scores alone. Each query changes one window
 * of one modality, and what lowers the margin of the label stays.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { SquareChoice } from '../../../shared/attack';
import { mapValues } from '../../../shared/map-values';
import { argMax, margin } from '../../models/logits';
import { randomFrom, type Random } from '../../random';
import { dispose, tidy } from '../../tensors';
import type { PerturbationAttack, PerturbationProblem, Values } from '../attack';
import { rowsOf } from '../outputs';
import { project } from './ball';
import { firstPerturbation, nextPerturbation, windowShare, type Grid } from './square-windows';

type Perturbations = Readonly<Record<string, Float32Array>>;

/** One sample's search, on the host. */
interface Search {
  readonly random: Random;
  /** Per attacked modality. */
  readonly grids: Readonly<Record<string, Grid>>;
  readonly clean: Perturbations;
  /** The best so far. */
  readonly best: Perturbations;
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
        const { label } = problem.samples[row];
        const lead = margin(logits[index], label);
        if (query > 0 && lead >= searches[row].margin) return;
        const broken = argMax(logits[index]) !== label;
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
    return { values: placed(problem, searches, best), broken: searches.map(({ broken }) => broken) };
  } finally {
    standing.dispose();
  }
};

async function openSearches({ samples, clean, seed }: PerturbationProblem): Promise<readonly Search[]> {
  const values: Record<string, readonly Float32Array[]> = {};
  const used: Record<string, readonly number[]> = {};
  for (const [id, { values: own, mask }] of Object.entries(clean)) {
    const flat = tidy(() => ({
      values: tf.reshape<tf.Rank.R2>(own, [samples.length, -1]),
      words: mask === null ? null : tf.sum(mask, 1),
    }));
    try {
      values[id] = await rowsOf(flat.values);
      used[id] = flat.words === null ? samples.map(() => own.shape[1] ?? 1) : Array.from(await flat.words.data());
    } finally {
      dispose(flat);
    }
  }
  return samples.map(({ id: sample }, row) => ({
    random: randomFrom(seed, sample, 'square'),
    grids: mapValues(clean, ({ values: { shape } }, id) => ({
      rows: used[id][row],
      // [S, height, width, channels] or [S, words, width]
      columns: shape.length === 4 ? (shape[2] ?? 1) : 1,
      channels: shape[shape.length - 1] ?? 1,
    })),
    clean: mapValues(values, (own) => own[row]),
    best: mapValues(values, (own) => new Float32Array(own[row].length)),
    margin: Infinity,
    broken: false,
  }));
}

/** What one sample tries at a query: at first all modalities, then one window of one of them. */
function attempt(
  { ball, model }: PerturbationProblem,
  { random, grids, best, clean }: Search,
  { initialShare, queries }: SquareChoice,
  query: number,
): Perturbations {
  if (query === 0) {
    return mapValues(best, ({ length }, id) => firstPerturbation(ball.norm, grids[id], ball.radii[id], length, random));
  }
  const ids = Object.keys(best);
  const changed = ids[random.below(ids.length)];
  // The valid range cuts off what would then count as used length.
  const current =
    model.perturbs[changed] === 'input'
      ? best[changed].map((value, at) => Math.min(1, Math.max(0, clean[changed][at] + value)) - clean[changed][at])
      : best[changed];
  const share = windowShare(initialShare, query, queries);
  return {
    ...best,
    [changed]: nextPerturbation(ball.norm, grids[changed], ball.radii[changed], current, share, random),
  };
}

async function ask(
  problem: PerturbationProblem,
  searches: readonly Search[],
  rows: readonly number[],
  tried: readonly Perturbations[],
): Promise<readonly Float32Array[]> {
  const values = placed(
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

/** The samples of a problem with their perturbations, within ball and valid range. */
function placed(
  { model, clean, ball }: PerturbationProblem,
  searches: readonly Search[],
  perturbations: readonly Perturbations[],
): Values {
  return mapValues(clean, (embedded, id) =>
    tidy(() => {
      const { shape, size } = embedded.values;
      const moved = new Float32Array(size);
      const each = size / searches.length;
      searches.forEach(({ clean: own }, row) => {
        perturbations[row][id].forEach((value, at) => {
          moved[row * each + at] = own[id][at] + value;
        });
      });
      return project(model, id, embedded, tf.tensor(moved, shape), ball.norm, ball.radii[id]);
    }),
  );
}
