/**
 * Auto-PGD (Croce & Hein, arXiv 2003.01690, Algorithm 1): momentum, and a step of 2 ε at first that is halved, for each
 * sample by itself, at checkpoints where the objective has not risen often enough; the ascent then goes on from the best
 * point so far.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { ApgdChoice } from '../../../shared/attacks/attack';
import { apgdCheckpoints } from '../../../shared/attacks/apgd';
import { mapValues } from '../../../shared/map-values';
import type { LogitObjective, PerturbationAttack, Values } from '../attack';
import { climbed, startValues, type Ascent } from './ascent';
import { apgdL1 } from './apgd-l1';
import { intoBall, perSample, wholeStep } from './ball';
import { chosen } from './chosen';

/** What a sample's ascent remembers; `step` is a share of the radius. */
interface Climber {
  readonly step: number;
  readonly best: number;
  /** Objective where the last step began. */
  readonly before: number;
  /** Steps that rose since the last checkpoint. */
  readonly rises: number;
  readonly bestAtCheckpoint: number;
  readonly halvedAtCheckpoint: boolean;
}

const first: Climber = {
  step: 2,
  best: -Infinity,
  before: Infinity,
  rises: 0,
  bestAtCheckpoint: -Infinity,
  halvedAtCheckpoint: true,
};

/** Share of a step that is the gradient's; the rest is the way just come (α of the paper). */
const ofGradient = 0.75;
/** Share of the steps between two checkpoints that must rise (ρ of the paper). */
const mustRise = 0.75;

export const apgd: PerturbationAttack<ApgdChoice> = (problem, choice) =>
  problem.ball.norm === 'l1'
    ? climbed(problem, apgdL1(choice, objectiveOf(choice)))
    : climbed(problem, ascentOf(choice, objectiveOf(choice)));

function objectiveOf({ loss }: ApgdChoice): LogitObjective {
  switch (loss) {
    case 'cross-entropy':
      return 'log-odds';
    case 'dlr':
      return 'dlr';
    default:
      return loss satisfies never;
  }
}

function ascentOf({ steps, restarts, loss }: ApgdChoice, objective: LogitObjective): Ascent<Climber> {
  const checkpoints = apgdCheckpoints(steps);
  return {
    steps,
    restarts,
    objective: () => objective,
    start: (problem, restart) => {
      const values = startValues(problem, `apgd ${loss}`, restart, true);
      const copies = (): Values => mapValues(values, (value) => tf.clone(value));
      return {
        values,
        memory: { previous: copies(), best: copies(), bestGradient: mapValues(values, (value) => tf.zerosLike(value)) },
        rows: problem.samples.map(() => first),
      };
    },
    next: (whole, { values, memory, rows }, { step, logits, gradients }) => {
      const { truth } = whole;
      const heights = logits.map((own, row) => truth.height(objective, own, row));
      const improved = rows.map(({ best }, index) => heights[index] > best);
      const checkpoint = checkpoints.indexOf(step);
      // The first is the start, where nothing can have risen yet.
      const since = checkpoint > 0 ? step - checkpoints[checkpoint - 1] : null;
      const after = rows.map((row, index) => advanced(row, heights[index], since));
      const back = after.map(({ back: own }) => own);
      const best = mapValues(values, (value, id) => chosen(improved, value, memory.best[id]));
      const bestGradient = mapValues(gradients, (own, id) => chosen(improved, own, memory.bestGradient[id]));
      const from = mapValues(values, (value, id) => chosen(back, best[id], value));
      const uphill = wholeStep(
        whole,
        mapValues(gradients, (own, id) => chosen(back, bestGradient[id], own)),
      );
      const shares = tf.tensor1d(after.map(({ row }) => row.step));
      const ahead = intoBall(
        whole,
        mapValues(from, (point, id) => tf.add(point, tf.mul(uphill[id], perSample(shares, point.rank)))),
      );
      const onward = (point: tf.Tensor, id: string): tf.Tensor => {
        const way = tf.mul(tf.sub(point, memory.previous[id]), 1 - ofGradient);
        return tf.add(tf.add(point, tf.mul(tf.sub(ahead[id], point), ofGradient)), way);
      };
      return {
        values: step === 0 ? ahead : intoBall(whole, mapValues(from, onward)),
        memory: { previous: from, best, bestGradient },
        rows: after.map(({ row }) => row),
      };
    },
    end: ({ truth }, { values, memory, rows }, logits) => {
      const heights = logits.map((own, row) => truth.height(objective, own, row));
      const improved = rows.map(({ best }, index) => heights[index] > best);
      return {
        values: mapValues(values, (value, id) => chosen(improved, value, memory.best[id])),
        heights: rows.map(({ best }, index) => Math.max(best, heights[index])),
      };
    },
  };
}

/**
 * A sample after its point was looked at.
 *
 * @param since steps since the last checkpoint, where this is one
 * @returns `back`: it goes on from its best point
 */
function advanced(
  row: Climber,
  height: number,
  since: number | null,
): { readonly row: Climber; readonly back: boolean } {
  const rises = row.rises + (height > row.before ? 1 : 0);
  const best = Math.max(row.best, height);
  if (since === null) return { row: { ...row, best, rises, before: height }, back: false };
  const stuck = !row.halvedAtCheckpoint && best === row.bestAtCheckpoint;
  const back = rises < mustRise * since || stuck;
  return {
    row: {
      step: back ? row.step / 2 : row.step,
      best,
      before: back ? best : height,
      rises: 0,
      bestAtCheckpoint: best,
      halvedAtCheckpoint: back,
    },
    back,
  };
}
