/** One micro-batch of a certificate cell: the model answers draws of every sample, and the votes are counted. */
import type { CertificateRecord } from '../../shared/record';
import type { MicroBatch } from '../attacks/micro-batch';
import { predictSamples } from '../attacks/outputs';
import { argMax } from '../models/logits';
import { drawsOf, type Certifying } from './draws';

/**
 * Every sample is voted on, also what was answered wrongly as a whole: the ensemble is a model of its own. The number of
 * draws is fixed beforehand, as the test of the votes needs it.
 */
export async function recordVotes(batch: MicroBatch, certifying: Certifying): Promise<readonly CertificateRecord[]> {
  const { model, rowsAtOnce } = batch;
  const { total, pools, sampleAt, shownAt } = drawsOf(batch.samples, model.modalities, certifying);
  const votes = batch.samples.map(() => model.classes.map(() => 0));
  for (let start = 0; start < total; start += rowsAtOnce) {
    await batch.pause();
    const places = Array.from({ length: Math.min(rowsAtOnce, total - start) }, (_, index) => start + index);
    const { logits } = await predictSamples(model, places.map(shownAt), 'logits');
    logits.forEach((own, index) => {
      votes[sampleAt(places[index])][argMax(own)] += 1;
    });
  }
  return pools.map((own, index) => ({
    kind: 'certificate',
    ...batch.fields(index),
    votes: [...votes[index]],
    pools: own.map((pool) => ({ ...pool, modalities: [...pool.modalities] })),
  }));
}
