/** One micro-batch of a model that answers for every pixel: clean, attacked or degraded. */
import { keptClassMap } from '../../../shared/data/class-map';
import { mapValues } from '../../../shared/map-values';
import type { AttackCell, CleanCell, DegradedCell } from '../../../shared/plan/plan';
import type { PixelAttack } from '../../../shared/attacks/pixel-attacks';
import type { PixelCounts, PixelRecord } from '../../../shared/records/record';
import { askedAgain, largestChange } from '../../attacks/asked-again';
import type { AttackContext, Ball } from '../../attacks/attack';
import { ballOf } from '../../attacks/gradient/ball';
import { perturbed, randomNoise, reevaluated, zeroBudget } from '../../attacks/gradient/judged';
import { readBack } from '../../attacks/gradient/read-back';
import { embedSamples, encodeAll } from '../../attacks/outputs';
import type { Sample } from '../../data/dataset';
import { degraded } from '../../degradations/degrade';
import type { FusedModel } from '../../models/fused-model';
import { maskOf } from '../../models/pixels/cross-entropies';
import { answersIn, answersOf, countsOf, type PixelAnswers } from './answers';
import { attackOnPixels, withPixels, type OpenedPixels, type PixelsAsked } from './context';

export interface PixelRequest extends Omit<PixelsAsked, 'seed'> {
  readonly cell: CleanCell | DegradedCell | AttackCell;
}

/** Records in the order of the rows. Leaves no tensor behind. */
export function recordPixels(request: PixelRequest): Promise<readonly PixelRecord[]> {
  const { cell, model } = request;
  return withPixels({ ...request, seed: cell.kind === 'clean' ? 0 : cell.seed }, async (opened) => {
    const { context, untouched } = opened;
    const { samples } = context;
    const change = await changeOf(cell, opened);
    const again = cell.kind === 'clean' ? await againOf(context) : null;
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
  });
}

interface Change {
  readonly answers: PixelAnswers;
  /** Null where nobody attacks. */
  readonly attacks: readonly NonNullable<PixelRecord['attack']>[] | null;
}

function againOf({ model, samples, pause, clean }: AttackContext): Promise<readonly number[]> {
  return askedAgain({
    model,
    samples,
    pause,
    logits: clean.logits,
    embeddingsOf: (rows) =>
      embedSamples(
        model,
        rows.map((row) => samples[row]),
      ),
  });
}

async function changeOf(cell: PixelRequest['cell'], { context }: OpenedPixels): Promise<Change | null> {
  const { model, samples, dataset } = context;
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
      return attacked(context, choice, ballOf(choice, cell.budgetIndex));
    }
    default:
      return cell satisfies never;
  }
}

async function attacked(context: AttackContext, choice: PixelAttack, ball: Ball): Promise<Change> {
  const { model, samples, clean } = context;
  const { claim, passes, slopes, onSource } = await perturbed(context, choice, ball);
  const judged = await reevaluated(context, ball, claim.values, 'logits', async ({ outputs, norms, values }) => ({
    answers: answersIn(model, samples, outputs),
    norms,
    again: await readBack(context, values, outputs.logits),
  }));
  const zero = await zeroBudget(context, choice, ball);
  const counted = countedBy(model, samples);
  const noise = (await randomNoise(context, choice, ball)).map((outputs) =>
    counted(answersIn(model, samples, outputs)),
  );
  return {
    answers: judged.answers,
    attacks: samples.map((_, index) => ({
      norms: mapValues(judged.norms, (own) => own[index]),
      queries: {
        forward: passes.forward[index],
        gradient: passes.gradient[index],
        ...(onSource === undefined
          ? {}
          : { source: { forward: onSource.forward[index], gradient: onSource.gradient[index] } }),
      },
      ...(passes.gradient[index] === 0 ? {} : { slopes: slopes[index] }),
      zeroBudget: largestChange(zero.logits[index], clean.logits[index]),
      largestLogit: largestOf(clean.logits[index]),
      again: judged.again[index],
      randomNoise: noise.map((counts) => counts[index]),
    })),
  };
}

function largestOf(logits: Float32Array): number {
  return logits.reduce((largest, logit) => Math.max(largest, Math.abs(logit)), 0);
}

function countedBy(model: FusedModel, samples: readonly Sample[]): (answers: PixelAnswers) => readonly PixelCounts[] {
  return ({ classes }) => samples.map((sample, row) => countsOf(classes[row], maskOf(sample), model.classes.length));
}
