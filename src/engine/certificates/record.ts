/** One micro-batch of a certificate cell: the model answers draws of every sample, and the votes are counted. */
import type { CertificateRecord } from '../../shared/records/record';
import type { MicroBatch } from '../attacks/micro-batch';
import { predictSamples } from '../attacks/outputs';
import { argMax } from '../models/logits';
import { askDraws } from './ask-draws';
import { drawsOf, type Certifying } from './draws';
import { hopelessVotes } from './hopeless';

/** Every sample is voted on, also what was answered wrongly as a whole: the ensemble is a model of its own. */
export async function recordVotes(batch: MicroBatch, certifying: Certifying): Promise<readonly CertificateRecord[]> {
  const { model, rowsAtOnce } = batch;
  const draws = drawsOf(batch.samples, model.modalities, certifying);
  const votes = batch.samples.map(() => model.classes.map(() => 0));
  const isHopeless = hopelessVotes(certifying.certificate);
  const unasked = await askDraws({
    draws,
    rowsAtOnce,
    ask: async (places) => {
      await batch.pause();
      const { logits } = await predictSamples(model, places.map(draws.shownAt), 'logits');
      logits.forEach((own, index) => {
        votes[draws.sampleAt(places[index])][argMax(own)] += 1;
      });
    },
    isHopeless: (sample, left) => isHopeless(votes[sample], left),
  });
  return draws.pools.map((own, index) => ({
    kind: 'certificate',
    ...batch.fields(index),
    votes: [...votes[index]],
    ...(unasked[index] === 0 ? {} : { unasked: unasked[index] }),
    pools: own.map((pool) => ({ ...pool, modalities: [...pool.modalities] })),
  }));
}
