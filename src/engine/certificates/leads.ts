/** One micro-batch of a cell of CRMT's radii: by what each sample's label leads, and what is proven of the model. */
import type * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../../shared/errors';
import { roundings } from '../../shared/float32';
import { mapValues } from '../../shared/map-values';
import type { LeadsRecord } from '../../shared/records/record';
import { lengthsOf } from '../attacks/gradient/ball';
import type { MicroBatch } from '../attacks/micro-batch';
import { rowsOf } from '../attacks/outputs';
import type { Embedded } from '../models/fused-model';
import { roundingAt, type ScoreProof } from '../models/rounding';
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
    const proven: Record<string, readonly Proven[]> = {};
    for (const [id, own] of Object.entries(proof ?? {})) {
      proven[id] = await provenOf(own, embeddings[id], () => summed.traced(id, embeddings[id]));
    }
    return samples.map((_, index) => ({
      kind: 'leads',
      ...batch.fields(index),
      parts: mapValues(numbers, (own) => [...own[index]]),
      proof: proof === null ? null : mapValues(proven, (own) => own[index]),
    }));
  } finally {
    dispose(parts);
  }
}

type Proven = NonNullable<LeadsRecord['proof']>[string];

/** Of each sample, from how long its numbers are after each step. */
async function provenOf(
  proof: ScoreProof,
  { values }: Embedded,
  traced: () => readonly tf.Tensor[],
): Promise<readonly Proven[]> {
  const lengths = tidy(() => [values, ...traced()].map((own) => ({ norms: lengthsOf(own, 'l2'), size: own.size })));
  try {
    const [given, ...measured] = await Promise.all(
      lengths.map(async ({ norms, size }) => {
        // The sum of squares and its root are float32 as well.
        const off = 1 + roundings(size / norms.size + 2);
        return Array.from(await norms.data(), (length) => length * off);
      }),
    );
    return given.map((length, row) => {
      const { at, per } = roundingAt(
        proof,
        length,
        measured.map((own) => own[row]),
      );
      return { bound: proof.bound, rounding: at, growth: per };
    });
  } finally {
    dispose(lengths.map(({ norms }) => norms));
  }
}
