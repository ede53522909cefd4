/**
 * HopSkipJump (Chen, Jordan & Wainwright, arXiv 1904.02144), an attack by answers alone: from an input that is answered
 * otherwise it walks along the boundary towards the sample. Samples walk by themselves; what they ask goes to the model
 * together.
 */
import type { HopSkipJumpChoice } from '../../../shared/attacks/attack';
import { mapValues } from '../../../shared/map-values';
import { randomFrom } from '../../random';
import { dispose } from '../../tensors';
import type { PerturbationAttack, PerturbationProblem } from '../attack';
import { rowsOf } from '../outputs';
import { walked, type Asking, type Found, type Space } from './hopskipjump-search';
import { startsFor, type Poll } from './hopskipjump-start';
import { placed, samplesOnHost, within, type OnHost, type Perturbation } from './on-host';

export const hopSkipJump: PerturbationAttack<HopSkipJumpChoice> = async (problem, choice) => {
  const samples = await samplesOnHost(problem);
  const spaces = samples.map((sample) => spaceOf(problem, choice, sample));
  const poll = pollOf(problem, samples);
  const starts = await startsFor(problem, spaces, choice, poll);
  const walks = starts.map(({ from, perturbation, asked }, row): Asking<Found> | null =>
    from === 'none'
      ? null
      : walked(
          spaces[row],
          perturbation,
          { queries: choice.queries - asked, firstEstimate: choice.firstEstimate },
          randomFrom(problem.seed, problem.samples[row].id, 'hopskipjump'),
        ),
  );
  const found = await together(walks, poll);
  const perturbations = starts.map(({ perturbation }, row) => found[row]?.perturbation ?? perturbation);
  return {
    // What did not come within the radius is brought there along its ray, where the framework may find it changed yet.
    values: within(problem, samples, perturbations),
    broken: found.map((own) => own !== null && isWithin(problem, own)),
    starts: starts.map(({ from }) => from),
  };
};

/** Distances in radii; where no radius lets anything move, as in the control at radius zero, in units of the values. */
function spaceOf({ model, ball }: PerturbationProblem, { norm }: HopSkipJumpChoice, { clean, free }: OnHost): Space {
  const moving = Object.entries(ball.radii).filter(([, radius]) => radius > 0);
  return {
    norm,
    clean,
    free,
    units: moving.length > 0 ? Object.fromEntries(moving) : mapValues(ball.radii, () => 1),
    bounded: new Set(Object.keys(clean).filter((id) => model.perturbs[id] === 'input')),
  };
}

function isWithin({ ball }: PerturbationProblem, { distance }: Found): boolean {
  return distance <= 1 && Object.values(ball.radii).some((radius) => radius > 0);
}

/** Runs all walks to their ends, each round of questions at once. */
async function together(walks: readonly (Asking<Found> | null)[], poll: Poll): Promise<readonly (Found | null)[]> {
  const found: (Found | null)[] = walks.map(() => null);
  let asking: { readonly row: number; readonly walk: Asking<Found>; readonly questions: readonly Perturbation[] }[] =
    [];
  const advance = (row: number, walk: Asking<Found>, answers: readonly boolean[] | null): void => {
    const next = answers === null ? walk.next() : walk.next(answers);
    if (next.done === true) found[row] = next.value;
    else asking.push({ row, walk, questions: next.value });
  };
  walks.forEach((walk, row) => {
    if (walk !== null) advance(row, walk, null);
  });
  while (asking.length > 0) {
    const round = asking;
    const answers = await poll(
      round.flatMap(({ row, questions }) => questions.map((perturbation) => ({ row, perturbation }))),
    );
    asking = [];
    let at = 0;
    for (const { row, walk, questions } of round) {
      advance(row, walk, answers.slice(at, at + questions.length));
      at += questions.length;
    }
  }
  return found;
}

/** All that is learnt of the model: whether its answer is another one. */
function pollOf(problem: PerturbationProblem, samples: readonly OnHost[]): Poll {
  return async (asked) => {
    const changed: boolean[] = [];
    for (let start = 0; start < asked.length; start += problem.rowsAtOnce) {
      const batch = asked.slice(start, start + problem.rowsAtOnce);
      await problem.pause();
      const rows = batch.map(({ row }) => row);
      const narrowed = problem.narrowed(rows);
      const values = placed(
        problem,
        rows.map((row) => samples[row]),
        batch.map(({ perturbation }) => perturbation),
      );
      const logits = narrowed.logitsAt(values);
      try {
        const answers = await rowsOf(logits);
        answers.forEach((own, index) => {
          changed.push(problem.truth.isWrong(own, rows[index]));
        });
      } finally {
        narrowed.dispose();
        dispose([values, logits]);
      }
    }
    return changed;
  };
}
