import type { DegradedRecord } from '../../shared/records/record';
import type { MicroBatch } from '../attacks/micro-batch';
import { downloaded, embedSamples, encodeAll } from '../attacks/outputs';
import { fusionFacts } from '../attacks/fusion-facts';
import { predictedBy } from '../models/answers';
import { dispose, tidy } from '../tensors';
import { degraded, type Degrading } from './degrade';
import { askedModel } from './missing';

/** One micro-batch of a degraded cell: every sample is answered, also what was answered wrongly before. */
export async function recordDegraded(batch: MicroBatch, degrading: Degrading): Promise<readonly DegradedRecord[]> {
  const { dataset } = batch;
  const model = askedModel(batch.model, degrading.degradation);
  const samples = batch.samples.map((sample) => degraded(sample, degrading, dataset));
  await batch.pause();
  const encodings = tidy(() => encodeAll(model, embedSamples(model, samples)));
  try {
    const { logits } = await downloaded(model, samples, () => encodings, 'logits');
    const facts = await fusionFacts(model, samples, () => encodings);
    return logits.map((own, row) => ({
      kind: 'degraded',
      ...batch.fields(row),
      degraded: predictedBy(model.target, own, samples[row]),
      ...facts[row],
    }));
  } finally {
    dispose(encodings);
  }
}
