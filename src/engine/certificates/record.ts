/** One micro-batch of a certificate cell: the model answers draws of every sample, and the votes are counted. */
import type { VoteChoice } from '../../shared/certificate';
import type { CertificateCell } from '../../shared/plan';
import type { CertificateRecord, SampledPool } from '../../shared/record';
import type { MicroBatch } from '../attacks/micro-batch';
import { predictSamples } from '../attacks/outputs';
import type { Sample } from '../data/dataset';
import { drawn, type Counted } from '../modalities/drawn';
import { modalityOf } from '../modalities/registry';
import { retained } from '../modalities/retained';
import { argMax } from '../models/logits';
import { randomFrom } from '../random';
import { poolsOf } from './pools';

interface Certifying extends Pick<CertificateCell, 'seed'> {
  readonly certificate: VoteChoice;
}

/**
 * Every sample is voted on, also what was answered wrongly as a whole: the ensemble is a model of its own. The number of
 * draws is fixed beforehand, as the test of the votes needs it.
 */
export async function recordVotes(batch: MicroBatch, certifying: Certifying): Promise<readonly CertificateRecord[]> {
  const { model, rowsAtOnce } = batch;
  const { draws } = certifying.certificate;
  const prepared = batch.samples.map((sample) => {
    const counted = countedOf(sample, batch);
    return { sample, counted, pools: poolsOf(certifying.certificate, counted) };
  });
  const votes = batch.samples.map(() => model.classes.map(() => 0));
  const total = batch.samples.length * draws;
  for (let start = 0; start < total; start += rowsAtOnce) {
    await batch.pause();
    const places = Array.from({ length: Math.min(rowsAtOnce, total - start) }, (_, index) => start + index);
    const shown = places.map((place) => {
      const { sample, counted, pools } = prepared[Math.floor(place / draws)];
      return drawOf(sample, counted, pools, place % draws, certifying.seed, batch);
    });
    const { logits } = await predictSamples(model, shown, 'logits');
    logits.forEach((own, index) => {
      votes[Math.floor(places[index] / draws)][argMax(own)] += 1;
    });
  }
  return prepared.map(({ pools }, index) => ({
    kind: 'certificate',
    ...batch.fields(index),
    votes: [...votes[index]],
    pools: pools.map((pool) => ({ ...pool, modalities: [...pool.modalities] })),
  }));
}

function countedOf(sample: Sample, { model }: Pick<MicroBatch, 'model'>): readonly Counted[] {
  return Object.entries(model.modalities).map(([modality, spec]) => ({
    modality,
    elements: modalityOf(spec).elements(spec, sample.inputs[modality]),
  }));
}

/** One draw of a sample. It depends on seed, sample and draw alone: all models of a study are asked about the same. */
function drawOf(
  sample: Sample,
  counted: readonly Counted[],
  pools: readonly SampledPool[],
  draw: number,
  seed: number,
  { model }: Pick<MicroBatch, 'model'>,
): Sample {
  const kept = drawn(pools, counted, randomFrom(seed, sample.id, 'certificate', draw));
  const inputs = Object.entries(kept).map(
    ([modality, marks]) => [modality, retained(model.modalities[modality], sample.inputs[modality], marks)] as const,
  );
  return { ...sample, inputs: { ...sample.inputs, ...Object.fromEntries(inputs) } };
}
