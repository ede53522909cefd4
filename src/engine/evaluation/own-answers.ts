import { LabError } from '../../shared/errors';
import { fixedBatch } from '../../shared/imported/signature';
import type { ModelDescription } from '../../shared/models/model-description';
import { predictSamples } from '../attacks/outputs';
import type { Sample } from '../data/dataset';
import { readModelDescription } from '../files/model-description';
import type { FusedModel } from '../models/fused-model';
import type { Pause } from '../pause';
import { differenceOf, shareOf } from './answer-difference';

/** Samples that are asked by themselves. */
const ALONE = 3;

/**
 * Of the range of answers, for a model that is asked as it is: half precision on a GPU rounds to some 1e-3 of it, otherwise for
 * every number of samples. Dropout, or the mean of a batch, changes answers by more.
 */
const TOLERANCE = 1e-2;

type Described = Pick<ModelDescription, 'target' | 'imported'>;

/**
 * Asks a few samples one by one, twice. Attacks ask for the same sample in batches of many sizes: what of an answer depends on the
 * batch, or on chance, would be taken for what they found.
 *
 * @param together logits of all samples, asked at once
 * @param tolerance of the range of the answers
 * @throws LabError `invalid` for a model that answers a sample in several ways
 */
export async function refuseUnsteady(
  model: FusedModel,
  samples: readonly Sample[],
  together: readonly Float32Array[],
  described: Described,
  tolerance: number,
  pause: Pause,
): Promise<void> {
  const numberOf = comparedOf(described);
  const { range } = differenceOf(together, together, numberOf);
  const count = Math.min(ALONE, samples.length);
  for (let place = 0; place < count; place += 1) {
    const at = Math.floor((place * samples.length) / count);
    const ask = async (): Promise<readonly Float32Array[]> => {
      await pause();
      return (await predictSamples(model, [samples[at]], 'logits')).logits;
    };
    const [alone, again] = [await ask(), await ask()];
    // Of a model that few samples are known of, what it answers to one may be all that there is.
    const allowed = tolerance * Math.max(range, differenceOf(alone, alone, numberOf).range);
    const byChance = differenceOf(alone, again, numberOf).largest;
    if (byChance > allowed) {
      throw unsteady(
        'when it is asked the same again',
        samples[at],
        [byChance, allowed],
        'without dropout or other draws',
      );
    }
    const byOthers = differenceOf([together[at]], alone, numberOf).largest;
    if (byOthers > allowed) {
      throw unsteady(
        'when it is asked alone and with other samples',
        samples[at],
        [byOthers, allowed],
        `without normalisation over the batch${oneByOne(described)}`,
      );
    }
  }
}

/**
 * The same of a model that is asked as it is, in batches as its map has them.
 *
 * @param file its description
 */
export async function checkOwnAnswers(
  model: FusedModel,
  file: string,
  samples: readonly Sample[],
  pause: Pause,
): Promise<void> {
  const description = await readModelDescription(file);
  if (description === null) throw new LabError('not-found', 'is no model.', { where: file });
  await pause();
  const { logits } = await predictSamples(model, samples, 'logits');
  await refuseUnsteady(model, samples, logits, description, TOLERANCE, pause);
}

/** Of a probability that is next to nothing, its logarithm differs by as good as nothing. */
function comparedOf({ target, imported }: Described): (logit: number) => number {
  if (imported?.map.output.gives !== 'probabilities') return (logit) => logit;
  return target?.kind === 'labels' ? shareOf : Math.exp;
}

function unsteady(when: string, { id }: Sample, [largest, allowed]: readonly [number, number], mode: string): LabError {
  const [found, most] = [largest, allowed].map((number) => number.toPrecision(2));
  return new LabError(
    'invalid',
    `gives a sample other answers ${when}: they differ by up to ${found}, and ${most} are allowed.`,
    { where: `sample ${id}`, remedy: `Export the model in evaluation mode, ${mode}.` },
  );
}

/** The way that is left to a model which is asked in batches as small as its map says. */
function oneByOne({ imported }: Described): string {
  return imported === undefined || imported.source.kind === 'tfjs' || fixedBatch(imported.signature) !== null
    ? ''
    : '; or have it asked one by one, with "batch": 1 and "gradients": "never" in its map';
}
