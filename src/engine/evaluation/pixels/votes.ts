/** One micro-batch of a certificate cell of a model that answers for every pixel: how many draws say what is true of each. */
import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../../../shared/errors';
import type { VoteChoice } from '../../../shared/certificates/certificate';
import type { CertificateCell } from '../../../shared/plan/plan';
import type { PixelVotesRecord } from '../../../shared/records/record';
import { keptVoteMap } from '../../../shared/certificates/vote-map';
import { ROWS_AT_ONCE } from '../../attacks/micro-batch';
import { embedSamples, encodeAll } from '../../attacks/outputs';
import { askDraws } from '../../certificates/ask-draws';
import { drawsOf } from '../../certificates/draws';
import { hopelessPixels } from '../../certificates/hopeless';
import type { Sample } from '../../data/dataset';
import type { FusedModel } from '../../models/fused-model';
import { maskOf } from '../../models/pixels/cross-entropies';
import { dispose, tidy } from '../../tensors';
import { countsOf } from './answers';
import type { PixelsAsked } from './context';

/** Pixels that are computed at once at most, of all draws of a batch together: maps of a decoder are large. */
const pixelsAtOnce = 2 ** 20;

/** Records in the order of the rows. */
export async function recordPixelVotes(
  { model, dataset, rows, rowsAtOnce, pause }: Omit<PixelsAsked, 'seed'>,
  cell: Omit<CertificateCell, 'certificate'> & { readonly certificate: VoteChoice },
): Promise<readonly PixelVotesRecord[]> {
  const { draws } = cell.certificate;
  const samples = rows.map((row) => dataset.sample(row));
  const asked = drawsOf(samples, model.modalities, cell);
  const { length: classes } = model.classes;
  // Votes for each class at each pixel, [pixels · K] per sample.
  const votes = samples.map((sample) => new Uint32Array(maskOf(sample).length * classes));
  const most = Math.max(...samples.map((sample) => maskOf(sample).length));
  const size = Math.max(1, Math.min(rowsAtOnce ?? ROWS_AT_ONCE, Math.floor(pixelsAtOnce / most)));
  const hopeless = samples.map((sample) => hopelessPixels(cell.certificate, maskOf(sample).length));
  const unasked = await askDraws({
    draws: asked,
    rowsAtOnce: size,
    ask: async (places) => {
      await pause();
      const answered = await classesOf(model, places.map(asked.shownAt));
      const pixels = answered.length / places.length;
      places.forEach((place, index) => {
        const own = votes[asked.sampleAt(place)];
        for (let pixel = 0; pixel < pixels; pixel += 1) own[pixel * classes + answered[index * pixels + pixel]] += 1;
      });
    },
    isHopeless: (sample, left) =>
      hopeless[sample](
        forTruth(votes[sample], maskOf(samples[sample]), classes).reduce((most, own) => Math.max(most, own), 0),
        left,
      ),
  });
  return samples.map((sample, index): PixelVotesRecord => {
    const truth = maskOf(sample);
    const right = forTruth(votes[index], truth, classes);
    const own = draws - unasked[index];
    return {
      kind: 'pixel-votes',
      cell: cell.id,
      sample: sample.id,
      row: sample.row,
      group: sample.group,
      draws: own,
      ...(unasked[index] === 0 ? {} : { unasked: unasked[index] }),
      votes: countedByClass(right, truth, classes),
      ensemble: countsOf(winnersOf(votes[index], classes), truth, classes),
      map: keptVoteMap(right, own),
      pools: asked.pools[index].map((pool) => ({ ...pool, modalities: [...pool.modalities] })),
    };
  });
}

/** The class of every pixel of each sample, found on the device: logits of many draws are much to fetch. */
async function classesOf(model: FusedModel, samples: readonly Sample[]): Promise<Int32Array> {
  const found = tidy(() => {
    const logits = model.decide(model.fuse(encodeAll(model, embedSamples(model, samples))));
    const byPixel = tf.reshape(logits, [-1, model.classes.length]);
    return { classes: tf.argMax<tf.Tensor1D>(byPixel, 1), finite: tf.all(tf.isFinite(byPixel)) };
  });
  try {
    const [classes, finite] = await Promise.all([found.classes.data<'int32'>(), found.finite.data()]);
    if (finite[0] === 1) return classes;
    throw new LabError('internal', 'The model gives logits that are no finite numbers, which decide nothing.', {
      where: `a draw of sample ${samples[0].id} or of one after it`,
      remedy: 'Train it with a lower learning rate.',
    });
  } finally {
    dispose(found);
  }
}

/** How many draws say what is true, of every pixel. */
function forTruth(votes: Uint32Array, truth: Uint8Array, classes: number): Uint32Array {
  return Uint32Array.from(truth, (label, pixel) => votes[pixel * classes + label]);
}

function winnersOf(votes: Uint32Array, classes: number): Uint8Array {
  return Uint8Array.from({ length: votes.length / classes }, (_, pixel) => {
    const own = votes.subarray(pixel * classes, (pixel + 1) * classes);
    return own.reduce((winner, count, label) => (count > own[winner] ? label : winner), 0);
  });
}

function countedByClass(votes: Uint32Array, truth: Uint8Array, classes: number): PixelVotesRecord['votes'] {
  const counts = Array.from({ length: classes }, () => new Map<number, number>());
  votes.forEach((own, pixel) => {
    const counted = counts[truth[pixel]];
    counted.set(own, (counted.get(own) ?? 0) + 1);
  });
  return counts.map((counted) => [...counted].sort(([a], [b]) => b - a));
}
