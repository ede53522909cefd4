/**
 * Several attacks in turn (AutoAttack; Croce & Hein, arXiv 2003.01690): each on the samples that those before it did not
 * break. Of a sample that none breaks, the point with the largest cross-entropy is kept.
 *
 * A member draws its random numbers as it does alone, so that a sample which it breaks alone is broken here.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { GradientChoice } from '../../../shared/attacks/attack';
import { ensembleMembers, memberTitle, type EnsembleChoice } from '../../../shared/attacks/ensemble';
import { mapValues } from '../../../shared/map-values';
import { dispose, tidy } from '../../tensors';
import type { PerturbationClaim, PerturbationProblem, Values } from '../attack';
import { rowsOf } from '../outputs';
import { intoBall } from './ball';

/** What is kept of one sample: its row per attacked modality [1, …]. */
interface Kept {
  readonly values: Values;
  readonly loss: number;
  /** The member that broke it; null: none has. */
  readonly member: string | null;
}

type Perturb = (problem: PerturbationProblem, choice: GradientChoice) => Promise<PerturbationClaim>;

/** @param perturb runs a member: the registry's, which knows all attacks */
export async function ensemble(
  problem: PerturbationProblem,
  choice: EnsembleChoice,
  perturb: Perturb,
): Promise<PerturbationClaim> {
  const { model, samples } = problem;
  const kept: (Kept | null)[] = samples.map(() => null);
  const members = ensembleMembers(choice, {
    embedding: model.gives.has('embedding'),
    weighs: model.weighing !== undefined,
    solves: model.fuseUnrolled !== undefined,
  });
  try {
    for (const member of members) {
      const rows = samples.flatMap((_, row) => (typeof kept[row]?.member === 'string' ? [] : [row]));
      if (rows.length === 0) break;
      const standing = problem.narrowed(rows);
      try {
        const { values } = await perturb(standing, member);
        await keepWorse(standing, kept, rows, values, memberTitle(member));
      } finally {
        standing.dispose();
      }
    }
    return {
      values: stacked(problem, kept),
      broken: kept.map((entry) => typeof entry?.member === 'string'),
      members: kept.map((entry) => entry?.member ?? null),
    };
  } finally {
    dispose(kept.map((entry) => entry?.values));
  }
}

/** Looks what a member made of its samples; takes over its values. */
async function keepWorse(
  problem: PerturbationProblem,
  kept: (Kept | null)[],
  rows: readonly number[],
  claimed: Values,
  title: string,
): Promise<void> {
  const values = tidy(() => intoBall(problem, claimed));
  try {
    await problem.pause();
    const logits = problem.logitsAt(values);
    try {
      (await rowsOf(logits)).forEach((own, index) => {
        const row = rows[index];
        const loss = problem.truth.loss(own, index);
        const isBroken = problem.truth.isWrong(own, index);
        const before = kept[row];
        if (!isBroken && before !== null && loss <= before.loss) return;
        dispose(before?.values);
        const picked = mapValues(values, (value) => tidy(() => tf.gather(value, tf.tensor1d([index], 'int32'))));
        kept[row] = { values: picked, loss, member: isBroken ? title : null };
      });
    } finally {
      logits.dispose();
    }
  } finally {
    dispose([claimed, values]);
  }
}

function stacked({ clean }: PerturbationProblem, kept: readonly (Kept | null)[]): Values {
  return mapValues(clean, ({ values }, id) =>
    tidy(() =>
      tf.concat(
        kept.map((entry, row) => entry?.values[id] ?? tf.gather(values, tf.tensor1d([row], 'int32'))),
        0,
      ),
    ),
  );
}
