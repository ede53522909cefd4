/** One micro-batch of a model that answers for every pixel: clean, attacked or degraded. */
import { shortest } from '../../../shared/attack';
import { keptClassMap } from '../../../shared/class-map';
import { LabError } from '../../../shared/errors';
import { mapValues } from '../../../shared/map-values';
import { isPixelAttack, pixelAttackNames, type PixelAttack } from '../../../shared/pixel-attacks';
import type { AttackCell, EvaluatedCell } from '../../../shared/plan';
import type { PixelCounts, PixelRecord, Slopes } from '../../../shared/record';
import { oneOf } from '../../../shared/wording';
import { askedAgain, largestChange } from '../../attacks/asked-again';
import type { AttackContext, Ball, Values } from '../../attacks/attack';
import { ballOf, intoBall } from '../../attacks/gradient/ball';
import { noisy } from '../../attacks/gradient/noise';
import { measuredNorms } from '../../attacks/gradient/norms';
import { openProblem, type PassCounts } from '../../attacks/gradient/problem';
import { readBack } from '../../attacks/gradient/read-back';
import { withSlopes } from '../../attacks/gradient/slopes';
import { ROWS_AT_ONCE } from '../../attacks/micro-batch';
import { embedSamples, encodeAll } from '../../attacks/outputs';
import { perturb } from '../../attacks/registry';
import type { Dataset, Sample } from '../../data/dataset';
import { degraded } from '../../degradations/degrade';
import type { Embeddings, FusedModel } from '../../models/fused-model';
import type { Pause } from '../../pause';
import { dispose, tidy } from '../../tensors';
import { answersOf, countsOf, maskOf, type PixelAnswers } from './answers';
import { pixelTruth } from './truth';

export interface PixelRequest {
  readonly cell: EvaluatedCell;
  readonly model: FusedModel;
  readonly dataset: Dataset;
  readonly rows: readonly number[];
  /** Left out or null: not measured. */
  readonly rowsAtOnce?: number | null;
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
    const change = await changeOf(request, { samples, untouched, ...opened });
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
    dispose(opened);
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

interface Opened extends Pick<AttackContext, 'samples' | 'embeddings' | 'encodings'> {
  readonly untouched: PixelAnswers;
}

async function changeOf(request: PixelRequest, { untouched, ...opened }: Opened): Promise<Change | null> {
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
    case 'certificate':
      throw new LabError(
        'unsupported',
        'A certificate counts answers for samples, and this model answers for pixels.',
        { where: 'certificate', remedy: 'Take it out of the plan.' },
      );
    default:
      return cell satisfies never;
  }
}

/** @throws LabError `unsupported` for an attack that goes for the answer for the sample */
function attackOnPixels(attack: AttackCell['attack']): PixelAttack {
  if (isPixelAttack(attack)) return attack;
  throw new LabError('unsupported', `${attack.name} goes for one answer, and the model gives one for every pixel.`, {
    where: 'attack',
    remedy: `Choose ${oneOf(pixelAttackNames)}.`,
  });
}

/** What an attack makes, within the ball whatever it claims, and what its gradients were like. */
async function perturbedBy(
  context: AttackContext,
  choice: PixelAttack,
  ball: Ball,
): Promise<{ readonly values: Values; readonly passes: PassCounts; readonly slopes: readonly Slopes[] }> {
  const { model, samples, embeddings } = context;
  const opened = openProblem({ ...context, truth: pixelTruth(model, samples) }, ball);
  const watch = withSlopes(opened);
  let claimed: Values = {};
  try {
    claimed = (await perturb(watch.problem, choice)).values;
    const slopes = await watch.read();
    return {
      values: tidy(() => intoBall({ model, clean: cleanOf(embeddings, ball), ball }, claimed)),
      passes: opened.passes,
      slopes,
    };
  } finally {
    dispose(claimed);
    watch.dispose();
    opened.dispose();
  }
}

async function attacked(
  context: AttackContext,
  untouched: PixelAnswers,
  choice: PixelAttack,
  ball: Ball,
): Promise<Change> {
  const { model, samples, embeddings, encodings, seed, pause } = context;
  const nothing = { ...ball, radii: mapValues(ball.radii, () => 0) };
  const zero = await perturbedBy(context, shortest(choice), nothing);
  const answersAt = (values: Values): Promise<PixelAnswers> =>
    answersOf(model, samples, () => ({
      ...encodings,
      ...mapValues(values, (value, id) => model.encode(id, { ...embeddings[id], values: value })),
    }));
  const atZero = await answersAt(zero.values).finally(() => {
    dispose(zero.values);
  });
  const { values, passes, slopes } = await perturbedBy(context, choice, ball);
  try {
    const norms = await measuredNorms(values, embeddings, choice.norm);
    const answers = await answersAt(values);
    const again = await readBack(context, values, answers.logits);
    const counted = countedBy(model, samples);
    const noise: (readonly PixelCounts[])[] = [];
    for (let draw = 0; draw < choice.randomNoises; draw += 1) {
      await pause();
      const keys = samples.map(({ id }) => [seed, id, 'random noise', draw]);
      const drawn = noisy({ model, clean: cleanOf(embeddings, ball), ball }, 'boundary', keys);
      try {
        noise.push(counted(await answersAt(drawn)));
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

/** Untouched values of the attacked modalities. */
function cleanOf(embeddings: Embeddings, { radii }: Pick<Ball, 'radii'>): Embeddings {
  return mapValues(radii, (_, id) => embeddings[id]);
}

function countedBy(model: FusedModel, samples: readonly Sample[]): (answers: PixelAnswers) => readonly PixelCounts[] {
  return ({ classes }) => samples.map((sample, row) => countsOf(classes[row], maskOf(sample), model.classes.length));
}
