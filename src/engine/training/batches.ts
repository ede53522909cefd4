import type { Dataset, Sample } from '../data/dataset';
import { MASK_WORD, type ModalityValue, type TextValue } from '../modalities/modality';
import type { Asked } from '../models/answers';
import type { Network } from '../models/network';
import { permutation, randomFrom } from '../random';

/** Host values of some rows. */
export interface Batch {
  readonly inputs: Readonly<Record<string, readonly ModalityValue[]>>;
  /** One a sample; where the network answers for pixels, one a pixel, sample after sample. */
  readonly labels: Int32Array;
  /** Of each sample, where the data ask for another thing than a class. */
  readonly targets?: readonly Float32Array[];
}

export function batchOf(dataset: Dataset, network: Network, rows: readonly number[]): Batch {
  const samples = rows.map((row) => dataset.sample(row));
  return {
    inputs: Object.fromEntries(
      Object.keys(network.modalities).map((id) => [id, samples.map((sample) => sample.inputs[id])]),
    ),
    ...(network.target === undefined ? {} : { targets: samples.map(({ target = new Float32Array(0) }) => target) }),
    labels: network.pixels === null ? Int32Array.from(samples, (sample) => sample.label) : pixelLabels(samples),
  };
}

function pixelLabels(samples: readonly Sample[]): Int32Array {
  return Int32Array.from(samples.flatMap(({ mask = new Uint8Array(0) }) => Array.from(mask)));
}

/** The rows of an epoch in its own order. */
export function epochOrder(rows: readonly number[], seed: number, epoch: number): readonly number[] {
  return Array.from(permutation(rows.length, randomFrom(seed, 'epoch', epoch)), (index) => rows[index]);
}

/** Consecutive chunks of `size`; the last one may be smaller. */
export function chunks(rows: readonly number[], size: number): readonly (readonly number[])[] {
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, index) =>
    rows.slice(index * size, (index + 1) * size),
  );
}

/**
 * Replaces each word, with probability `rate`, by the mask word, which models read as unknown: the model learns to do
 * without any one word, and what an unknown word means.
 */
export function dropWords(network: Network, batch: Batch, rate: number, seed: number, step: number): Batch {
  if (rate === 0) return batch;
  const inputs = Object.entries(batch.inputs).map(([id, values]) => {
    if (network.modalities[id].kind !== 'text') return [id, values] as const;
    const random = randomFrom(seed, 'word-dropout', step, id);
    const texts = values as readonly TextValue[];
    return [id, texts.map((text) => text.map((word) => (random.uniform() < rate ? MASK_WORD : word)))] as const;
  });
  return { ...batch, inputs: Object.fromEntries(inputs) };
}

/** What the answers to a batch are held against, one by one. */
export function askedOf({ labels, targets }: Pick<Batch, 'labels' | 'targets'>): readonly Asked[] {
  return Array.from(labels, (label, row) => (targets === undefined ? { label } : { label, target: targets[row] }));
}
