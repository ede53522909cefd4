/** Samples whose every pixel is answered, as attacks and what they are judged by are handed them. */
import type { AttackChoice } from '../../../shared/attacks/attack';
import { LabError } from '../../../shared/errors';
import { isPixelAttack, pixelAttackNames, type PixelAttack } from '../../../shared/attacks/pixel-attacks';
import { oneOf } from '../../../shared/text/wording';
import type { AttackContext } from '../../attacks/attack';
import { ROWS_AT_ONCE } from '../../attacks/micro-batch';
import { openSamples } from '../../attacks/outputs';
import type { Dataset } from '../../data/dataset';
import type { FusedModel } from '../../models/fused-model';
import type { Pause } from '../../pause';
import { dispose } from '../../tensors';
import { answersOf, type PixelAnswers } from './answers';
import { pixelTruth } from '../../attacks/gradient/pixel-truth';

export interface PixelsAsked extends Pick<AttackContext, 'source' | 'onInput'> {
  readonly model: FusedModel;
  readonly dataset: Dataset;
  readonly rows: readonly number[];
  /** Of what is drawn at random. */
  readonly seed: number;
  /** Left out or null: not measured. */
  readonly rowsAtOnce?: number | null;
  readonly pause: Pause;
}

export interface OpenedPixels {
  readonly context: AttackContext;
  readonly untouched: PixelAnswers;
}

/** Shows samples as they are; what is on the device is gone when whoever is shown them is done. */
export async function withPixels<Result>(
  { model, dataset, rows, seed, rowsAtOnce, pause, source, onInput }: PixelsAsked,
  show: (opened: OpenedPixels) => Promise<Result>,
): Promise<Result> {
  const samples = rows.map((row) => dataset.sample(row));
  await pause();
  const opened = openSamples(model, samples);
  try {
    const untouched = await answersOf(model, samples, () => opened.encodings);
    const context: AttackContext = {
      model,
      dataset,
      samples,
      ...opened,
      clean: { logits: untouched.logits, z: null, zArgmax: null },
      truthOf: pixelTruth,
      seed,
      rowsAtOnce: rowsAtOnce ?? ROWS_AT_ONCE,
      pause,
      ...(source === undefined ? {} : { source }),
      ...(onInput === undefined ? {} : { onInput }),
    };
    return await show({ context, untouched });
  } finally {
    dispose(opened);
  }
}

/** @throws LabError `unsupported` for an attack that goes for the answer for the sample */
export function attackOnPixels(attack: AttackChoice): PixelAttack {
  if (isPixelAttack(attack)) return attack;
  throw new LabError('unsupported', `${attack.name} goes for one answer, and the model gives one for every pixel.`, {
    where: 'attack',
    remedy: `Choose ${oneOf(pixelAttackNames)}.`,
  });
}
