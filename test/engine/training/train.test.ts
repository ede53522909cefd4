import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { initBackend } from '../../../src/engine/backends/registry';
import type { JobUpdate } from '../../../src/engine/worker/job';
import { cancelled, LabError } from '../../../src/shared/errors';
import { hashOfBytes } from '../../../src/shared/identity';
import type { ModelSpec } from '../../../src/shared/models/model-spec';
import { networkOf } from '../../../src/engine/models/network';
import { openNetwork } from '../../../src/engine/models/open-network';
import { readSafetensors, writeSafetensors, type StoredTensor } from '../../../src/engine/models/safetensors';
import { readWeights } from '../../../src/engine/models/weights';
import { pauseWith } from '../../../src/engine/pause';
import { randomFrom } from '../../../src/engine/random';
import { disposeAdam } from '../../../src/engine/training/adam';
import { batchOf, chunks, epochOrder } from '../../../src/engine/training/batches';
import { materialOf } from '../../../src/engine/training/material';
import { stepSettings, trainStep } from '../../../src/engine/training/step';
import { testAccuracy } from '../../../src/engine/training/test-accuracy';
import { startState } from '../../../src/engine/training/epoch';
import { train } from '../../../src/engine/training/train';
import { toyDataset, toySpec } from './toy';

beforeAll(() => initBackend('wasm'));

const dataset = toyDataset();
const nothing = (): void => undefined;

interface Stopped {
  readonly checkpoint: Uint8Array | null;
  readonly steps: number;
}

/** Trains from a checkpoint and cancels after so many more batches or validation chunks. */
async function trainFor(spec: ModelSpec, checkpoint: Uint8Array | null, calls: number): Promise<Stopped> {
  let last = checkpoint;
  let left = calls;
  let steps = 0;
  const request = {
    spec,
    dataset,
    checkpoint,
    checkpointEvery: 0,
    onUpdate: (update: JobUpdate) => {
      if (update.kind === 'checkpoint') last = update.bytes;
      if (update.kind === 'progress') steps = update.done;
    },
    pause: pauseWith(() => {
      if (left === 0) throw cancelled();
      left -= 1;
    }),
  };
  await expect(train(request)).rejects.toMatchObject({ code: 'cancelled' });
  return { checkpoint: last, steps };
}

function bytesOf(tensors: ReadonlyMap<string, StoredTensor>, name: string): Buffer {
  return Buffer.from(tensors.get(name)!.data.buffer);
}

const whole = (spec: ModelSpec, checkpoint: Uint8Array | null = null): ReturnType<typeof train> =>
  train({ spec, dataset, checkpoint, onUpdate: nothing, pause: pauseWith(nothing) });

test('a fusion with an objective of its own trains every modality, and goes on bit for bit', async () => {
  const spec = toySpec({ fusion: { name: 'qmf' } }, { epochs: 2, patience: 2 });
  const trained = await whole(spec);
  // The loss of training adds three cross-entropies, that of validation is of the decision alone.
  expect(trained.curve[0].trainLoss).toBeGreaterThan(2 * trained.curve[0].validationLoss);
  const { checkpoint } = await trainFor(spec, null, 11);
  expect(hashOfBytes((await whole(spec, checkpoint)).weights)).toBe(hashOfBytes(trained.weights));
});

test('what has lost more is ranked by it, and remembered over a stop', async () => {
  const spec = (rank: number): ModelSpec =>
    toySpec({ fusion: { name: 'qmf', rank, rankForm: 'gap' } }, { epochs: 3, patience: 3 });
  const ranked = await whole(spec(50));
  const without = await whole(spec(0));
  // In the first epoch nobody has lost anything before; from the second one there is something to rank by.
  expect(ranked.curve[0].trainLoss).toBeCloseTo(without.curve[0].trainLoss, 5);
  expect(ranked.curve[1].trainLoss).toBeGreaterThan(without.curve[1].trainLoss + 0.1);
  const { checkpoint } = await trainFor(spec(50), null, 21);
  expect(readSafetensors(checkpoint!, 'checkpoint').tensors.get('history')!.shape).toEqual([2 * 160]);
  expect(hashOfBytes((await whole(spec(50), checkpoint)).weights)).toBe(hashOfBytes(ranked.weights));
});

test('every sample of a batch is ranked by what it has lost itself', async () => {
  const spec = toySpec({ fusion: { name: 'qmf', rank: 50, rankForm: 'gap' } }, { epochs: 2, patience: 2 });
  const small = toyDataset(48);
  const { curve } = await train({
    spec,
    dataset: small,
    checkpoint: null,
    onUpdate: nothing,
    pause: pauseWith(nothing),
  });
  const { network: plain, rows } = materialOf(spec, small);
  const network = openNetwork(plain);
  const settings = stepSettings(spec, rows.train.length);
  let { adam } = startState(network, spec.seed);
  const lost = new Map(rows.train.map((row) => [row, [0, 0]]));
  const standing = (row: number, modality: number): number => {
    const all = [...lost.values()].map((own) => own[modality]);
    const [least, most] = [Math.min(...all), Math.max(...all)];
    return most > least ? (lost.get(row)![modality] - least) / (most - least) : 0;
  };
  for (const epoch of [0, 1]) {
    let total = 0;
    for (const own of chunks(epochOrder(rows.train, spec.seed, epoch), spec.training.batchSize)) {
      const standings = Float32Array.from(own.flatMap((row) => [standing(row, 0), standing(row, 1)]));
      const pause = pauseWith(nothing);
      const step = await trainStep(network, adam, batchOf(small, network, own), settings, standings, pause);
      adam = step.adam;
      total += step.loss;
      own.forEach((row, at) => {
        lost.set(
          row,
          lost.get(row)!.map((before, m) => Math.fround(before + step.losses![2 * at + m])),
        );
      });
    }
    expect(curve[epoch].trainLoss).toBeCloseTo(total / rows.train.length, 4);
  }
  disposeAdam(adam);
  network.dispose();
});

test('an orthogonal classifier learns its margins too, and goes on bit for bit', async () => {
  const spec = toySpec({ fusion: { name: 'crmt', margin: 2 } }, { epochs: 2, patience: 2 });
  const trained = await whole(spec);
  // At the start each modality lacks about 2 log 2 of its margin, which validation does not count.
  expect(trained.curve[0].trainLoss).toBeGreaterThan(trained.curve[0].validationLoss + 0.5);
  const { checkpoint } = await trainFor(spec, null, 11);
  expect(hashOfBytes((await whole(spec, checkpoint)).weights)).toBe(hashOfBytes(trained.weights));
});

test('the second step of an orthogonal classifier changes its weights alone, and is begun anew when it is cut short', async () => {
  const spec = (integration: number): ModelSpec =>
    toySpec({ fusion: { name: 'crmt', margin: 2, integration } }, { epochs: 2, patience: 2 });
  const trained = await whole(spec(20));
  const first = await whole(spec(0));
  const tensors = (bytes: Uint8Array): ReadonlyMap<string, StoredTensor> => readSafetensors(bytes, 'weights').tensors;
  const [after, before] = [tensors(trained.weights), tensors(first.weights)];
  const changed = [...after].filter(([name, { data }]) => !Buffer.from(data.buffer).equals(bytesOf(before, name)));
  expect(changed.map(([name]) => name).sort()).toEqual(['fusion/image/weight', 'fusion/text/weight']);
  const facts = trained.integration!;
  expect(facts.weights).toEqual({
    image: [...after.get('fusion/image/weight')!.data],
    text: [...after.get('fusion/text/weight')!.data],
  });
  expect(facts.secondStep!.after).toBeGreaterThan(facts.secondStep!.before);
  expect(first.integration).toMatchObject({ secondStep: null, slopes: facts.slopes, samples: 160 });
  // What is proven lies above what was seen.
  for (const [id, bound] of Object.entries(facts.bounds)) {
    expect(bound!).toBeGreaterThanOrEqual(Math.max(...facts.slopes[id]));
  }
  // 2 epochs of 8 steps and 1 validation chunk; cut in what follows.
  const cut = await trainFor(spec(20), null, 22);
  expect(hashOfBytes((await whole(spec(20), cut.checkpoint)).weights)).toBe(hashOfBytes(trained.weights));
});

test.each(['paper', 'row-0'] as const)(
  'UniS-MMC learns by its contrast too (%s), and goes on bit for bit',
  async (form) => {
    const spec = (contrast: number): ModelSpec =>
      toySpec(
        { fusion: { name: 'unis-mmc', contrast, contrastForm: form, temperature: 0.5 } },
        { epochs: 2, patience: 2 },
      );
    const trained = await whole(spec(1));
    expect(trained.curve[0].trainLoss).toBeGreaterThan((await whole(spec(0))).curve[0].trainLoss);
    expect(Object.keys(trained.curve[0].pairs!)).toEqual(['image · text']);
    const { checkpoint } = await trainFor(spec(1), null, 11);
    expect(hashOfBytes((await whole(spec(1), checkpoint)).weights)).toBe(hashOfBytes(trained.weights));
  },
);

test('a fusion that is solved for lowers its penalty as well, and goes on bit for bit', async () => {
  const spec = (jacobian: number): ModelSpec =>
    toySpec({ fusion: { name: 'deq', width: 16, jacobian } }, { epochs: 2, patience: 2 });
  const trained = await whole(spec(1));
  const without = await whole(spec(0));
  // The penalty counts in training and not in validation.
  expect(trained.curve[0].trainLoss).toBeGreaterThan(without.curve[0].trainLoss + 0.01);
  const { checkpoint } = await trainFor(spec(1), null, 11);
  expect(hashOfBytes((await whole(spec(1), checkpoint)).weights)).toBe(hashOfBytes(trained.weights));
});

test('learns what takes both modalities, and says how it goes', async () => {
  const updates: JobUpdate[] = [];
  const spec = toySpec({}, { epochs: 12, patience: 12 });
  const trained = await train({
    spec,
    dataset,
    checkpoint: null,
    onUpdate: (update) => updates.push(update),
    pause: pauseWith(nothing),
  });
  expect(trained.test.count).toBe(40);
  expect(trained.test.correct).toBeGreaterThan(36);
  expect(trained.curve).toHaveLength(12);
  expect(trained.curve.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  expect(trained.curve[11].step).toBe(96);
  expect(trained.curve[11].trainLoss).toBeLessThan(trained.curve[0].trainLoss);
  const best = Math.min(...trained.curve.map(({ validationLoss }) => validationLoss));
  // A better loss counts when it is better by a thousandth.
  expect(trained.curve[trained.bestEpoch - 1].validationLoss).toBeLessThan(best + 1e-3);
  expect(trained.vocabulary).toEqual(['<padding>', '<unknown>', 'is', 'it', ...trained.vocabulary.slice(4)]);
  expect(updates.filter(({ kind }) => kind === 'checkpoint')).toHaveLength(12);
  const curves = updates.flatMap((update) => (update.kind === 'curve' ? [update.curve] : []));
  expect(curves).toEqual(trained.curve.map((_, index) => trained.curve.slice(0, index + 1)));
  const progress = updates.find((update) => update.kind === 'progress');
  expect(progress).toMatchObject({
    total: 96,
    detail: expect.stringMatching(/^epoch 1 · loss \d\.\d{3}, accuracy /) as string,
  });
  const said = updates.filter((update) => update.kind === 'progress').map(({ detail }) => detail);
  const { validationLoss } = trained.curve[11];
  expect(said.at(-1)).toMatch(new RegExp(`^after epoch 12: validation loss ${validationLoss.toFixed(3)}, accuracy `));
});

test('the weights kept are the best ones: they give the test accuracy reported', async () => {
  const spec = toySpec();
  const { weights, vocabulary, test: reported } = await whole(spec);
  const network = openNetwork(networkOf(spec.recipe, dataset.manifest.modalities, 2, vocabulary));
  const parameters = readWeights(weights, network.parameters, 'weights');
  expect(await testAccuracy(network, parameters, dataset)).toEqual(reported);
  tf.dispose(Object.values(parameters));
  network.dispose();
});

test('after training that goes on into overfitting, the weights of the best epoch are kept', async () => {
  // A quarter of the training rows, learned by heart.
  const spec = toySpec({}, { epochs: 10, patience: 10, learningRate: 0.1, trainRows: 40 });
  const ends: Uint8Array[] = [];
  const { weights, curve, bestEpoch } = await train({
    spec,
    dataset,
    checkpoint: null,
    onUpdate: (update) => {
      if (update.kind === 'checkpoint') ends.push(update.bytes);
    },
    checkpointEvery: Infinity,
    pause: pauseWith(nothing),
  });
  expect(ends).toHaveLength(10);
  expect(curve[9].validationLoss).toBeGreaterThan(curve[bestEpoch - 1].validationLoss);
  const kept = readSafetensors(weights, 'weights').tensors;
  /** The weights with which training went on after an epoch. */
  const after = (epoch: number): ReadonlyMap<string, unknown> => {
    const { tensors } = readSafetensors(ends[epoch - 1], 'checkpoint');
    return new Map([...kept.keys()].map((name) => [name, tensors.get(`parameters/${name}`)]));
  };
  expect(kept).toEqual(after(bestEpoch));
  expect(kept).not.toEqual(after(10));
});

test('one modality alone is at chance, and training ends early', async () => {
  const { recipe } = toySpec();
  const spec = toySpec(
    { encoders: { text: recipe.encoders.text }, fusion: { name: 'concat' } },
    { epochs: 60, patience: 2 },
  );
  const trained = await whole(spec);
  expect(trained.curve.length).toBe(trained.bestEpoch + 2);
  expect(trained.test.correct).toBeLessThan(32);
});

describe('resumption', () => {
  const specs: readonly (readonly [string, ModelSpec])[] = [
    ['product, dropout', toySpec({}, { dropout: 0.3, wordDropout: 0.3, weightDecay: 0.01, shift: 1 })],
    [
      'token transformer',
      toySpec({ fusion: { name: 'token-transformer', width: 8, blocks: 1, heads: 2 } }, { epochs: 2 }),
    ],
  ];
  test.each(specs)('%s: stopped at random moments, training continues bit for bit', async (_title, spec) => {
    const uninterrupted = await whole(spec);
    const random = randomFrom('stops');
    let checkpoint: Uint8Array | null = null;
    const reached: number[] = [];
    for (let stop = 0; stop < 4; stop += 1) {
      const stopped: Stopped = await trainFor(spec, checkpoint, random.below(5));
      checkpoint = stopped.checkpoint;
      reached.push(stopped.steps);
    }
    expect(Math.max(...reached)).toBeGreaterThan(2);
    const resumed = await whole(spec, checkpoint);
    expect(hashOfBytes(resumed.weights)).toBe(hashOfBytes(uninterrupted.weights));
    expect(resumed.curve).toEqual(uninterrupted.curve);
    expect(resumed.test).toEqual(uninterrupted.test);
  });

  test('from every single step', async () => {
    const spec = toySpec({}, { epochs: 2, dropout: 0.2 });
    const checkpoints: Uint8Array[] = [];
    const uninterrupted = await train({
      spec,
      dataset,
      checkpoint: null,
      checkpointEvery: 0,
      onUpdate: (update) => {
        if (update.kind === 'checkpoint') checkpoints.push(update.bytes);
      },
      pause: pauseWith(nothing),
    });
    expect(checkpoints).toHaveLength(2 * (8 + 1));
    for (const checkpoint of checkpoints) {
      expect(hashOfBytes((await whole(spec, checkpoint)).weights)).toBe(hashOfBytes(uninterrupted.weights));
    }
  });

  test('another training does not continue it', async () => {
    const { checkpoint } = await trainFor(toySpec(), null, 3);
    const other = whole(toySpec({}, { learningRate: 0.02 }), checkpoint);
    await expect(other).rejects.toMatchObject({
      code: 'conflict',
      message: 'belongs to another specification, data set or version of training.',
    });
  });

  test('a checkpoint that lacks something is damaged', async () => {
    const { checkpoint } = await trainFor(toySpec(), null, 3);
    const { tensors, metadata } = readSafetensors(checkpoint!, 'c');
    const without = new Map(tensors);
    without.delete('adam/first/head/dense/bias');
    const broken = whole(toySpec(), writeSafetensors({ tensors: without, metadata }));
    await expect(broken).rejects.toMatchObject({
      code: 'damaged',
      message: 'lacks tensor "adam/first/head/dense/bias".',
    });
    const torn = whole(toySpec(), checkpoint!.subarray(0, checkpoint!.length - 5));
    await expect(torn).rejects.toMatchObject({ code: 'damaged' });
  });
});

describe('live tensors', () => {
  test('are as many after training as before, cancelled or not', async () => {
    const before = tf.memory().numTensors;
    await whole(toySpec());
    expect(tf.memory().numTensors).toBe(before);
    await trainFor(toySpec(), null, 11);
    expect(tf.memory().numTensors).toBe(before);
    const bad = whole(toySpec({}, { dropout: 0.1 }), new Uint8Array(20));
    await expect(bad).rejects.toThrow(LabError);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('stay the same over the steps of an epoch', async () => {
    const counts: number[] = [];
    let calls = 0;
    await train({
      spec: toySpec({}, { epochs: 1, dropout: 0.1, wordDropout: 0.1, shift: 1 }),
      dataset,
      checkpoint: null,
      onUpdate: nothing,
      pause: pauseWith(() => {
        calls += 1;
        if (calls <= 8) counts.push(tf.memory().numTensors);
      }),
    });
    expect(new Set(counts).size).toBe(1);
  });
});

test('the event loop turns between steps', async () => {
  let turns = 0;
  const timer = setInterval(() => {
    turns += 1;
  }, 1);
  await whole(toySpec());
  clearInterval(timer);
  // Without a pause there is none; how many there are depends on what else the machine does.
  expect(turns).toBeGreaterThan(1);
});

test('trainRows limits the samples, the same ones for every seed', async () => {
  const spec = toySpec({}, { epochs: 1, trainRows: 30 });
  const seen = async (seed: number): Promise<ReadonlySet<number>> => {
    const rows = new Set<number>();
    const watched = {
      ...dataset,
      sample: (row: number) => {
        if (row % 6 > 1) rows.add(row);
        return dataset.sample(row);
      },
    };
    const request = { dataset: watched, checkpoint: null, onUpdate: nothing, pause: pauseWith(nothing) };
    const { curve } = await train({ spec: { ...spec, seed }, ...request });
    expect(curve[0].step).toBe(2);
    return rows;
  };
  const rows = await seen(1);
  expect(rows.size).toBe(30);
  expect(await seen(2)).toEqual(rows);
});

test('a data set without validation samples is refused', async () => {
  const broken = { ...dataset, rowsOf: (split: string) => (split === 'validation' ? [] : [0, 1]) };
  const request = { spec: toySpec(), checkpoint: null, onUpdate: nothing, pause: pauseWith(nothing) };
  await expect(train({ ...request, dataset: broken })).rejects.toMatchObject({
    code: 'invalid',
    where: 'toy',
    message: 'has no samples in its validation split, which training needs.',
  });
});
