/** One micro-batch of a model that answers for every pixel: clean, attacked or degraded. */
import * as tf from '@tensorflow/tfjs-core';
import { shortest } from '../../../shared/attack';
import { keptClassMap } from '../../../shared/class-map';
import { LabError } from '../../../shared/errors';
import { mapValues } from '../../../shared/map-values';
import type { AttackCell, EvaluatedCell } from '../../../shared/plan';
import type { PixelCounts, PixelRecord } from '../../../shared/record';
import { ballOf, intoBall } from '../../attacks/gradient/ball';
import { noisy } from '../../attacks/gradient/noise';
import { measuredNorms } from '../../attacks/gradient/norms';
import { embedSamples, encodeAll } from '../../attacks/outputs';
import type { Dataset, Sample } from '../../data/dataset';
import { degraded } from '../../degradations/degrade';
import type { FusedModel } from '../../models/fused-model';
import type { Pause } from '../../pause';
import { dispose, tidy } from '../../tensors';
import { answersOf, countsOf, logitsOf, maskOf, type PixelAnswers } from './answers';
import { cleanOf, climbPixels, encodedAt, type PixelAttack, type PixelProblem } from './climb';

export interface PixelRequest {
  readonly cell: EvaluatedCell;
  readonly model: FusedModel;
  readonly dataset: Dataset;
  readonly rows: readonly number[];
  readonly pause: Pause;
}

/** Records in the order of the rows. Leaves no tensor behind. */
export async function recordPixels(request: PixelRequest): Promise<readonly PixelRecord[]> {
  const { cell, model, dataset, rows, pause } = request;
  const samples = rows.map((row) => dataset.sample(row));
  await pause();
  const opened = tidy(() => {
    const embeddings = embedSamples(model, samples);
    return { embeddings, encodings: encodeAll(model, embeddings) };
  });
  try {
    const untouched = await answersOf(model, samples, () => opened.encodings);
    const change = await changeOf(request, samples, opened);
    const counted = countedBy(model, samples);
    const [before, after] = [counted(untouched), change === null ? null : counted(change.answers)];
    return samples.map((sample, index): PixelRecord => ({
      kind: 'pixels',
      cell: cell.id,
      sample: sample.id,
      row: sample.row,
      group: sample.group,
      untouched: before[index],
      changed: after?.[index] ?? null,
      answered: keptClassMap((change?.answers ?? untouched).classes[index]),
      loss: [untouched.losses[index], change?.answers.losses[index] ?? null],
      attack: change?.attacks?.[index] ?? null,
    }));
  } finally {
    dispose(opened);
  }
}

interface Change {
  readonly answers: PixelAnswers;
  /** Null where nobody attacks. */
  readonly attacks: readonly NonNullable<PixelRecord['attack']>[] | null;
}

async function changeOf(
  { cell, model, dataset, pause }: PixelRequest,
  samples: readonly Sample[],
  opened: Pick<PixelProblem, 'embeddings' | 'encodings'>,
): Promise<Change | null> {
  switch (cell.kind) {
    case 'clean':
      return null;
    case 'degraded': {
      const changed = samples.map((sample) => degraded(sample, cell, dataset));
      const answers = await answersOf(model, samples, () => encodeAll(model, embedSamples(model, changed)));
      return { answers, attacks: null };
    }
    case 'attack': {
      const ball = ballOf(pixelAttack(cell.attack), cell.budgetIndex);
      return attacked({ model, samples, ...opened, ball, seed: cell.seed, pause }, pixelAttack(cell.attack));
    }
    case 'certificate':
      throw new LabError(
        'unsupported',
        'A certificate counts answers for samples, and this model answers for pixels.',
        {
          where: 'certificate',
          remedy: 'Take it out of the plan.',
        },
      );
    default:
      return cell satisfies never;
  }
}

/** @throws LabError `unsupported` for an attack that goes for the answer for the sample */
export function pixelAttack(attack: AttackCell['attack']): PixelAttack {
  if (attack.name === 'fgsm' || attack.name === 'pgd') return attack;
  throw new LabError('unsupported', `${attack.name} goes for one answer, and the model gives one for every pixel.`, {
    where: 'attack',
    remedy: 'Choose FGSM or PGD.',
  });
}

async function attacked(problem: PixelProblem, choice: PixelAttack): Promise<Change> {
  const { model, samples, embeddings, seed, pause, ball } = problem;
  const zeroBudget = await changeAtZero(problem, choice);
  const claim = await climbPixels(problem, choice);
  const clean = cleanOf(problem);
  // Projected anew: an attack is not taken at its word.
  const values = tidy(() => intoBall({ model, clean, ball }, claim.values));
  dispose(claim.values);
  try {
    const norms = await measuredNorms(values, embeddings, choice.norm);
    const answers = await answersOf(model, samples, () => encodedAt(problem, values));
    const noise: (readonly PixelCounts[])[] = [];
    for (let draw = 0; draw < choice.randomNoises; draw += 1) {
      await pause();
      const keys = samples.map(({ id }) => [seed, id, 'random noise', draw]);
      const drawn = noisy({ model, clean, ball }, 'boundary', keys);
      try {
        noise.push(countedBy(model, samples)(await answersOf(model, samples, () => encodedAt(problem, drawn))));
      } finally {
        dispose(drawn);
      }
    }
    return {
      answers,
      attacks: samples.map((_, index) => ({
        norms: mapValues(norms, (own) => own[index]),
        queries: claim.queries,
        zeroBudget: zeroBudget.change[index],
        largestLogit: zeroBudget.largest[index],
        randomNoise: noise.map((counts) => counts[index]),
      })),
    };
  } finally {
    dispose(values);
  }
}

function countedBy(model: FusedModel, samples: readonly Sample[]): (answers: PixelAnswers) => readonly PixelCounts[] {
  return ({ classes }) => samples.map((sample, row) => countsOf(classes[row], maskOf(sample), model.classes.length));
}

/** The attack's own path at radius zero: nothing may change. */
async function changeAtZero(
  problem: PixelProblem,
  choice: PixelAttack,
): Promise<{ readonly change: Float32Array; readonly largest: Float32Array }> {
  const nothing = { ...problem, ball: { ...problem.ball, radii: mapValues(problem.ball.radii, () => 0) } };
  const { values } = await climbPixels(nothing, pixelAttack(shortest(choice)));
  const found = tidy(() => {
    const clean = logitsOf(problem.model, problem.encodings);
    const zero = logitsOf(problem.model, encodedAt(problem, values));
    return { change: tf.max(tf.abs(tf.sub(zero, clean)), 1), largest: tf.max(tf.abs(clean), 1) };
  });
  try {
    return {
      change: ((await found.change.data()) as Float32Array).slice(),
      largest: ((await found.largest.data()) as Float32Array).slice(),
    };
  } finally {
    dispose([values, found]);
  }
}
