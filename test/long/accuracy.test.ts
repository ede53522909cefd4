/**
 * What models reach on Emoji groups, on its whole test split; of Caption match, the test of the demo tells, which trains
 * on it. The figures the data set is known by, from independent training in another framework, are the bar. Prints every
 * figure with its interval.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emojiTraining } from '../../src/shared/planning/demo-plans';
import type { ModelAnalysis } from '../../src/analysis/model-analysis';
import { wilson, type Rate } from '../../src/analysis/statistics/estimate';
import { ModelSpec } from '../../src/shared/models/model-spec';
import { prepareShipped } from '../../src/engine/data/shipped';
import { Lab } from '../../src/engine/lab/lab';
import { layout } from '../../src/engine/lab/layout';
import { createPool, type DevicePool } from '../../src/engine/devices/pool';
import { canBuildNative, useNative } from '../support/native';
import { image, text, withBaselines } from './complementarity';

const narrowText = { name: 'mean-words', embedding: 32 };
const tokenEncoders = { image: { name: 'patch-tokens', patch: 8 }, text: { name: 'word-transformer' } };

/** The faster one, by half; what is reached on wasm is in the test of the demo. */
const device = canBuildNative ? 'tensorflow-cpu' : 'wasm';

let folder: string;
let pool: DevicePool;
beforeAll(async () => {
  if (canBuildNative) useNative();
  pool = await createPool({ device, workers: 2 });
  folder = await mkdtemp(join(tmpdir(), 'muroan-accuracy-'));
  const lab = new Lab(folder);
  await lab.forWriting();
  await prepareShipped('emoji-groups', layout.dataset(folder, 'emoji-groups'));
  await lab.close();
});
afterAll(async () => {
  await pool.close();
  await rm(folder, { recursive: true, force: true });
});

async function accuracy(dataset: string, encoders: object, fusion: object, seed: number, training = {}) {
  const { trained } = await pool.run({
    kind: 'train',
    spec: ModelSpec.parse({ dataset, recipe: { encoders, fusion }, training, seed }),
    dataset: layout.dataset(folder, dataset),
    checkpoint: null,
  });
  const { correct, count } = trained.test;
  const [low, high] = wilson(correct, count);
  console.log(
    `${dataset} · ${Object.keys(encoders).join(' + ')} · ${JSON.stringify(fusion)} · seed ${seed}: ${(correct / count).toFixed(4)}`,
    `[${low.toFixed(4)}, ${high.toFixed(4)}], n ${count}, ${trained.seconds.toFixed(0)} s`,
  );
  return { value: correct / count, n: count };
}

describe('Emoji groups, where one modality repeats much of the other', () => {
  /**
   * Means over seeds. All of them answer the same rows, so the interval is that of one test of these rows.
   *
   * @param first what the first seed reached, where it is trained already
   */
  const mean = async (
    title: string,
    encoders: object,
    fusion: object,
    training: object,
    seeds: readonly number[],
    first: Rate | null,
  ) => {
    const begun = first === null ? [] : [{ value: first.value!, n: first.n }];
    const further = seeds.slice(begun.length);
    const values = [
      ...begun,
      ...(await Promise.all(further.map((seed) => accuracy('emoji-groups', encoders, fusion, seed, training)))),
    ];
    const [{ n }] = values;
    const value = values.reduce((sum, one) => sum + one.value, 0) / values.length;
    const [low, high] = wilson(Math.round(value * n), n);
    console.log(
      `emoji-groups · ${title} · mean over seeds ${seeds.join(', ')}: ${value.toFixed(4)} [${low.toFixed(4)}, ${high.toFixed(4)}]`,
    );
    return { value, high };
  };
  const threeSeeds = [0, 1, 2];
  const singles = [
    // Known for 0.656 on another split; PyTorch reaches 0.617 and 0.631 on this one: see test/bench/README.md.
    ['image', { image }, { epochs: 15, learningRate: 4e-3, shift: 2, dropout: 0.3, patience: 6 }, 0.61],
    ['text', { text }, emojiTraining, 0.633],
  ] as const;
  const fusions = [
    ['concat', { image, text }, { name: 'concat' }, threeSeeds, 0.72, 'value'],
    ['product', { image, text: narrowText }, { name: 'product', width: 64 }, threeSeeds, 0.714, 'value'],
    // Its trainings scatter by five points (wasm 0.705, 0.707, 0.731; native 0.700, 0.704, 0.751), and devices round
    // differently: what is known has to lie within the interval, or below. One takes as long as all others together.
    ['token transformer', tokenEncoders, { name: 'token-transformer' }, [0], 0.707, 'high'],
  ] as const;

  let concat: ModelAnalysis;
  // All are begun at once, the longest first, so that no worker waits for the other's last training.
  const means = new Map<string, ReturnType<typeof mean>>();
  beforeAll(async () => {
    concat = (await withBaselines(folder, device, 'emoji-groups', ['concat'], emojiTraining)).get('concat')!;
    const text = concat.fusion.unimodal.find(({ modality }) => modality === 'text')!.accuracy;
    const trained: Readonly<Record<string, Rate>> = { concat: concat.accuracy, text };
    for (const [title, encoders, fusion, seeds] of [...fusions].reverse()) {
      means.set(title, mean(title, encoders, fusion, emojiTraining, seeds, trained[title] ?? null));
    }
    for (const [title, encoders, training] of singles) {
      means.set(title, mean(title, encoders, { name: 'concat' }, training, threeSeeds, trained[title] ?? null));
    }
    // What goes wrong is told by the test that waits for it.
    for (const value of means.values()) value.catch(() => undefined);
  });

  it('has a complementarity below 1', () => {
    expect(concat.fusion.information!.complementarity).toBeLessThan(1);
  });

  it.each(singles)('%s alone', async (title, _encoders, _training, bar) => {
    expect((await means.get(title))!.value).toBeGreaterThanOrEqual(bar);
  });

  it.each(fusions)(
    '%s reaches what the data is known for, and more than either alone',
    async (title, _encoders, _fusion, _seeds, bar, reached) => {
      const fused = (await means.get(title))!;
      expect(fused[reached]).toBeGreaterThanOrEqual(bar);
      for (const [single] of singles) expect(fused.value).toBeGreaterThan((await means.get(single))!.value);
    },
  );
});
