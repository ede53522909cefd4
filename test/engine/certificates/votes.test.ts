import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { largestRadiusOf } from '../../../src/analysis/measures/certified';
import { initBackend } from '../../../src/engine/backends/registry';
import { drawsOf } from '../../../src/engine/certificates/draws';
import type { Sample } from '../../../src/engine/data/dataset';
import { evaluate } from '../../../src/engine/evaluation/evaluate';
import type { FusedModel } from '../../../src/engine/models/fused-model';
import type { ModalitySpecs } from '../../../src/shared/data/modality';
import { alike, VoteChoice } from '../../../src/shared/certificates/certificate';
import type { CertificateRecord, SampleRecord } from '../../../src/shared/records/record';
import { inMemoryDataset } from '../attacks/in-memory';

beforeAll(() => initBackend('wasm'));

/** Two rows of pixels, whose mean is dark: a hidden pixel is 0. */
const row = (width: number) =>
  ({ kind: 'image', height: 1, width, channels: 1, mean: [0], std: [1] }) as const satisfies ModalitySpecs[string];
const specs: ModalitySpecs = { left: row(4), right: row(3) };

/** Answers `yes` where most pixels that it sees are lit, of both rows together. */
function majority(): FusedModel {
  return {
    id: 'majority',
    modalities: specs,
    classes: ['no', 'yes'],
    gives: new Set(['labels', 'scores', 'embedding', 'gradients'] as const),
    perturbs: { left: 'input', right: 'input' },
    embed: (id, values) => ({
      values: tf.stack(values.map((value) => tf.tensor3d(value as Float32Array, [1, id === 'left' ? 4 : 3, 1]))),
      mask: null,
    }),
    encode: (id, { values }) => ({ form: 'vector', values: tf.reshape(values, [-1, id === 'left' ? 4 : 3]) }),
    fuse: ({ left, right }) => tf.concat<tf.Tensor2D>([left.values as tf.Tensor2D, right.values as tf.Tensor2D], 1),
    decide: (z) => {
      const lit = tf.sum<tf.Tensor2D>(z, 1, true);
      return tf.concat<tf.Tensor2D>([tf.zerosLike(lit), tf.sub(lit, 0.5)], 1);
    },
    dispose: () => undefined,
  };
}

const choose = (choice: object) => VoteChoice.parse(choice);
const mmcert = choose({ name: 'mmcert', kept: { left: 2, right: 1 }, draws: 400, alpha: 0.05 });
const ablation = choose({ name: 'randomized-ablation', modalities: ['left', 'right'], kept: 3, draws: 400 });

async function votesOn(inputs: readonly (readonly [readonly number[], readonly number[]])[], certificate: VoteChoice) {
  const dataset = inMemoryDataset(
    inputs.map(([left, right]) => ({
      label: 1,
      inputs: { left: Float32Array.from(left), right: Float32Array.from(right) },
    })),
    { modalities: specs },
  );
  const records: readonly SampleRecord[] = await evaluate({
    cell: { kind: 'certificate', id: 'c', model: 'm', certificateIndex: 0, certificate, version: 1, seed: 0 },
    model: majority(),
    dataset,
    rows: inputs.map((_, index) => index),
    pause: () => Promise.resolve(),
  });
  return records as readonly CertificateRecord[];
}

/** Share of all draws, enumerated, in which the model says `yes`: any lit pixel is seen. */
function exactly(left: readonly number[], right: readonly number[], k: readonly [number, number]): number {
  const unseen = choose2(left.filter((pixel) => pixel === 0).length, k[0]) / choose2(left.length, k[0]);
  return 1 - (unseen * choose2(right.filter((pixel) => pixel === 0).length, k[1])) / choose2(right.length, k[1]);
}
function choose2(n: number, k: number): number {
  return k > n ? 0 : Array.from({ length: k }, (_, at) => (n - at) / (at + 1)).reduce((a, b) => a * b, 1);
}

describe('the votes of an ensemble', () => {
  it('are as many as draws, near the share of all draws, and the same again', async () => {
    const inputs = [
      [
        [1, 0, 0, 0],
        [0, 0, 0],
      ],
      [
        [1, 1, 0, 0],
        [1, 0, 0],
      ],
      [
        [0, 0, 0, 0],
        [0, 0, 0],
      ],
    ] as const satisfies readonly (readonly [number[], number[]])[];
    const records = await votesOn(inputs, mmcert);
    records.forEach(({ votes, pools, unasked = 0 }, index) => {
      const asked = votes[0] + votes[1];
      expect(asked + unasked).toBe(400);
      // Five standard deviations at most.
      expect(Math.abs(votes[1] / asked - exactly(inputs[index][0], inputs[index][1], [2, 1]))).toBeLessThan(0.125);
      expect(pools).toEqual([
        { modalities: ['left'], n: 4, k: 2 },
        { modalities: ['right'], n: 3, k: 1 },
      ]);
    });
    expect(records[2].votes).toEqual([400, 0]);
    expect(await votesOn(inputs, mmcert)).toEqual(records);
    // Half of all draws say either: nothing can come of it, which shows before the last; by itself as beside others.
    expect(records.map(({ unasked }) => unasked !== undefined)).toEqual([true, false, false]);
    expect(largestRadiusOf(records[0], mmcert, alike(['left']))).toBeNull();
    const [alone] = await votesOn([inputs[0]], mmcert);
    expect(alone.votes).toEqual(records[0].votes);
  });

  it('of randomized ablation are drawn from all inputs together', async () => {
    const [record] = await votesOn(
      [
        [
          [1, 0, 0, 0],
          [0, 0, 0],
        ],
      ],
      ablation,
    );
    expect(record.pools).toEqual([{ modalities: ['left', 'right'], n: 7, k: 3 }]);
    expect(Math.abs(record.votes[1] / (record.votes[0] + record.votes[1]) - 3 / 7)).toBeLessThan(0.125);
  });

  it('are of draws that are all their own: hardly any two alike, and votes that scatter as a binomial does', async () => {
    const wide: ModalitySpecs = { left: row(30), right: row(30) };
    const certificate = choose({ name: 'mmcert', kept: { left: 6, right: 6 }, draws: 200 });
    const numbered = Float32Array.from({ length: 30 }, (_, at) => (at + 1) / 31);
    const samples = ['one', 'two'].map((id) => ({ id, inputs: { left: numbered, right: numbered } }));
    const {
      samples: count,
      each,
      shownAt,
    } = drawsOf(samples as unknown as readonly Sample[], wide, { certificate, seed: 0 });
    const total = count * each;
    expect(total).toBe(400);
    const seen = Array.from({ length: total }, (_, place) => {
      const { left, right } = shownAt(place).inputs as Readonly<Record<string, Float32Array>>;
      expect([left, right].map((own) => own.filter((pixel) => pixel > 0).length)).toEqual([6, 6]);
      // Each input by itself, not the same places of both.
      expect(left).not.toEqual(right);
      return `${left.join(' ')} | ${right.join(' ')}`;
    });
    expect(new Set(seen).size).toBe(total);
    // Of each input 593,775 subsets: of 79,800 pairs of draws a tenth of one is expected to be alike.
    for (const side of [0, 1]) {
      expect(new Set(seen.map((draw) => draw.split(' | ')[side])).size).toBeGreaterThan(total - 4);
    }
    const alike = Array.from({ length: 200 }, () => [[1, 0, 0, 0] as number[], [0, 0, 0] as number[]] as const);
    const hits = (await votesOn(alike, choose({ ...mmcert, kept: { left: 3, right: 1 }, draws: 100 }))).map(
      ({ votes }) => votes[1],
    );
    const mean = hits.reduce((sum, own) => sum + own, 0) / hits.length;
    const variance = hits.reduce((sum, own) => sum + (own - mean) ** 2, 0) / (hits.length - 1);
    // One of four lit, three of four drawn. χ² of 199 degrees over them leaves [0.67, 1.4] once in 10,000 times.
    expect(Math.abs(mean - 75)).toBeLessThan(2);
    expect(variance / 18.75).toBeGreaterThan(0.67);
    expect(variance / 18.75).toBeLessThan(1.4);
  });

  it('of randomized ablation on one input are those of MMCert on it, and prove the same', async () => {
    const inputs = tampered([0, 0, 0, 0], 4).map((left) => [[...left], [0, 0, 0]] as const);
    const alone = choose({ name: 'mmcert', kept: { left: 2 }, draws: 100 });
    const union = choose({ name: 'randomized-ablation', modalities: ['left'], kept: 2, draws: 100 });
    const [ours, theirs] = [await votesOn(inputs, alone), await votesOn(inputs, union)];
    expect(theirs).toEqual(ours);
    expect(new Set(ours.map((record) => largestRadiusOf(record, alone, alike(['left'])))).size).toBeGreaterThan(1);
    expect(theirs.map((record) => largestRadiusOf(record, union, alike(['left'])))).toEqual(
      ours.map((record) => largestRadiusOf(record, alone, alike(['left']))),
    );
  });

  it('leave no tensor behind', async () => {
    await votesOn(
      [
        [
          [1, 0, 0, 0],
          [0, 0, 0],
        ],
      ],
      mmcert,
    );
    const before = tf.memory().numTensors;
    await votesOn(
      [
        [
          [1, 0, 0, 0],
          [0, 0, 0],
        ],
      ],
      mmcert,
    );
    expect(tf.memory().numTensors).toBe(before);
  });
});

/** Every way to replace up to r pixels of a row by lit or dark ones. */
function tampered(pixels: readonly number[], r: number): readonly (readonly number[])[] {
  return Array.from({ length: 2 ** pixels.length }, (_, bits) => pixels.map((_, at) => (bits >> at) & 1)).filter(
    (other) => other.filter((pixel, at) => pixel !== pixels[at]).length <= r,
  );
}

it('a certificate holds against everything that may be put there: no enumerated attack within it changes the ensemble', async () => {
  const inputs = tampered([0, 0, 0, 0], 4).flatMap((left) =>
    tampered([0, 0, 0], 3).map((right) => [[...left], [...right]] as const),
  );
  const records = await votesOn(inputs, choose({ ...mmcert, draws: 200, alpha: 0.05 }));
  const attacks = [['left'], ['right'], ['left', 'right']] as const;
  let certified = 0;
  for (const [index, record] of records.entries()) {
    const [left, right] = inputs[index];
    const answer = record.votes[1] > record.votes[0];
    for (const ids of attacks) {
      const radius = largestRadiusOf(record, mmcert, alike(ids));
      if (radius === null || radius === 0) continue;
      certified += 1;
      const most = (id: 'left' | 'right'): number => ((ids as readonly string[]).includes(id) ? radius : 0);
      for (const a of tampered(left, most('left'))) {
        for (const b of tampered(right, most('right'))) {
          const share = exactly(a, b, [2, 1]);
          expect(share > 0.5, JSON.stringify({ left, right, a, b, radius })).toBe(answer);
        }
      }
    }
  }
  // Something is certified, or the test shows nothing.
  expect(certified).toBeGreaterThan(10);
});
