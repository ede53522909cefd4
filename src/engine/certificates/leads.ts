/** One micro-batch of a cell of CRMT's radii: by what each sample's label leads, and what is proven of the model. */
import { LabError } from '../../shared/errors';
import { mapValues } from '../../shared/map-values';
import type { LeadsRecord } from '../../shared/record';
import type { MicroBatch } from '../attacks/micro-batch';
import { rowsOf } from '../attacks/outputs';
import type { Embedded } from '../models/fused-model';
import type { ScoreProof } from '../models/proof';
import { dispose, tidy } from '../tensors';

/** @throws LabError `unsupported` where the logits are no sums over the modalities */
export async function recordLeads(batch: MicroBatch): Promise<readonly LeadsRecord[]> {
  const { model, samples, encodings, embeddings } = batch;
  const { summed } = model;
  if (summed === undefined) {
    throw new LabError('unsupported', 'Radii of CRMT need logits that are sums over the inputs.', {
      where: 'certificate',
      remedy: 'Give the model the fusion "crmt", or take the certificate out of the plan.',
    });
  }
  const parts = tidy(() => summed.parts(encodings));
  try {
    const proof = await summed.proof();
    const numbers: Record<string, readonly Float32Array[]> = {};
    for (const [id, own] of Object.entries(parts)) numbers[id] = await rowsOf(own);
    const lengths: Record<string, readonly number[]> = {};
    for (const [id, { rounding }] of Object.entries(proof ?? {})) {
      // Where a range holds the input, the bound of its rounding is the same everywhere.
      lengths[id] = rounding.per === 0 ? samples.map(() => 0) : await lengthsOf(embeddings[id]);
    }
    return samples.map((_, index) => ({
      kind: 'leads',
      ...batch.fields(index),
      parts: mapValues(numbers, (own) => [...own[index]]),
      proof: proof === null ? null : mapValues(proof, (own, id) => provenAt(own, lengths[id][index])),
    }));
  } finally {
    dispose(parts);
  }
}

function provenAt({ bound, rounding }: ScoreProof, length: number): NonNullable<LeadsRecord['proof']>[string] {
  return { bound, rounding: rounding.at + rounding.per * length, growth: rounding.per };
}

/** l2 of each sample's values, in double precision. */
async function lengthsOf({ values }: Embedded): Promise<readonly number[]> {
  const [count] = values.shape;
  const numbers = await values.data<'float32'>();
  const size = numbers.length / count;
  return Array.from({ length: count }, (_, row) => Math.hypot(...numbers.subarray(row * size, (row + 1) * size)));
}
