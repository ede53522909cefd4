/** One micro-batch of a model that answers for every pixel: clean, attacked or degraded. */
import { shortest } from '../../../shared/attack';
import { keptClassMap } from '../../../shared/class-map';
import { mapValues } from '../../../shared/map-values';
import type { PixelAttack } from '../../../shared/pixel-attacks';
import type { AttackCell, CleanCell, DegradedCell } from '../../../shared/plan';
import type { PixelCounts, PixelRecord } from '../../../shared/record';
import { askedAgain, largestChange } from '../../attacks/asked-again';
import type { AttackContext, Ball } from '../../attacks/attack';
import { ballOf } from '../../attacks/gradient/ball';
import { noisy } from '../../attacks/gradient/noise';
import { measuredNorms } from '../../attacks/gradient/norms';
import { readBack } from '../../attacks/gradient/read-back';
import { ROWS_AT_ONCE } from '../../attacks/micro-batch';
import { embedSamples, encodeAll } from '../../attacks/outputs';
import type { Dataset, Sample } from '../../data/dataset';
import { degraded } from '../../degradations/degrade';
import type { Embeddings, FusedModel } from '../../models/fused-model';
import type { Pause } from '../../pause';
import { dispose } from '../../tensors';
import { answersOf, countsOf, maskOf, type PixelAnswers } from './answers';
import { answersAt, attackOnPixels, cleanOf, openSamples, perturbedBy, type OpenedSamples } from './perturbed';

export interface PixelRequest {
  readonly model: FusedModel;
  readonly dataset: Dataset;
  readonly rows: readonly number[];
  /** Left out or null: not measured. */
  readonly rowsAtOnce?: number | null;
  readonly pause: Pause;
}

/** A cell that asks for one answer for each pixel. */
export interface AnsweredRequest extends PixelRequest {
  readonly cell: CleanCell | DegradedCell | AttackCell;
}

/** Records in the order of the rows. Leaves no tensor behind. */
export async function recordPixels(request: AnsweredRequest): Promise<readonly PixelRecord[]> {
  const { cell, model, dataset, rows, pause } = request;
  const samples = rows.map((row) => dataset.sample(row));
  await pause();
  const opened = openSamples(model, samples);
  try {
    const untouched = await answersOf(model, samples, () => opened.encodings);
    const change = await changeOf(request, { untouched, ...opened });
    const again = cell.kind === 'clean' ? await againOf(request, samples, untouched) : null;
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
      ...(again === null ? {} : { again: { change: again[index], largestLogit: largestOf(untouched.logits[index]) } }),
      attack: change?.attacks?.[index] ?? null,
    }));
  } finally {
    dispose([opened.embeddings, opened.encodings]);
  }
}

interface Change {
  readonly answers: PixelAnswers;
  /** Null where nobody attacks. */
  readonly attacks: readonly NonNullable<PixelRecord['attack']>[] | null;
}

function againOf(
  { model, pause }: PixelRequest,
  samples: readonly Sample[],
  { logits }: PixelAnswers,
): Promise<readonly number[]> {
  const embeddingsOf = (rows: readonly number[]): Embeddings =>
    embedSamples(
      model,
      rows.map((row) => samples[row]),
    );
  return askedAgain({ model, samples, pause, logits, embeddingsOf });
}

interface Opened extends OpenedSamples {
  readonly untouched: PixelAnswers;
}

async function changeOf(request: AnsweredRequest, { untouched, ...opened }: Opened): Promise<Change | null> {
  const { cell, model, dataset, pause, rowsAtOnce } = request;
  const { samples } = opened;
  switch (cell.kind) {
    case 'clean':
      return null;
    case 'degraded': {
      const changed = samples.map((sample) => degraded(sample, cell, dataset));
      const answers = await answersOf(model, samples, () => encodeAll(model, embedSamples(model, changed)));
      return { answers, attacks: null };
    }
    case 'attack': {
      const choice = attackOnPixels(cell.attack);
      const context: AttackContext = {
        model,
        dataset,
        ...opened,
        clean: { logits: untouched.logits, z: null, zArgmax: null },
        seed: cell.seed,
        rowsAtOnce: rowsAtOnce ?? ROWS_AT_ONCE,
        pause,
      };
      return attacked(context, untouched, choice, ballOf(choice, cell.budgetIndex));
    }
    default:
      return cell satisfies never;
  }
}

async function attacked(
  context: AttackContext,
  untouched: PixelAnswers,
  choice: PixelAttack,
  ball: Ball,
): Promise<Change> {
  const { model, samples, embeddings, seed, pause } = context;
  const nothing = { ...ball, radii: mapValues(ball.radii, () => 0) };
  const zero = await perturbedBy(context, shortest(choice), nothing);
  const atZero = await answersAt(context, zero.values).finally(() => {
    dispose(zero.values);
  });
  const { values, passes, slopes } = await perturbedBy(context, choice, ball);
  try {
    const norms = await measuredNorms(values, embeddings, choice.norm);
    const answers = await answersAt(context, values);
    const again = await readBack(context, values, answers.logits);
    const counted = countedBy(model, samples);
    const noise: (readonly PixelCounts[])[] = [];
    for (let draw = 0; draw < choice.randomNoises; draw += 1) {
      await pause();
      const keys = samples.map(({ id }) => [seed, id, 'random noise', draw]);
      const drawn = noisy({ model, clean: cleanOf(embeddings, ball), ball }, 'boundary', keys);
      try {
        noise.push(counted(await answersAt(context, drawn)));
      } finally {
        dispose(drawn);
      }
    }
    return {
      answers,
      attacks: samples.map((_, index) => ({
        norms: mapValues(norms, (own) => own[index]),
        queries: { forward: passes.forward[index], gradient: passes.gradient[index] },
        ...(passes.gradient[index] === 0 ? {} : { slopes: slopes[index] }),
        zeroBudget: largestChange(atZero.logits[index], untouched.logits[index]),
        largestLogit: largestOf(untouched.logits[index]),
        again: again[index],
        randomNoise: noise.map((counts) => counts[index]),
      })),
    };
  } finally {
    dispose(values);
  }
}

function largestOf(logits: Float32Array): number {
  return logits.reduce((largest, logit) => Math.max(largest, Math.abs(logit)), 0);
}

function countedBy(model: FusedModel, samples: readonly Sample[]): (answers: PixelAnswers) => readonly PixelCounts[] {
  return ({ classes }) => samples.map((sample, row) => countsOf(classes[row], maskOf(sample), model.classes.length));
}
