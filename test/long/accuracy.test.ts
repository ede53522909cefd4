/**
 * What models reach on the shipped data, on the whole test splits: the figures the data sets are known by, from
 * independent training in another framework, are the bar. Prints every figure with its interval, and the
 * complementarity of both data sets.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wilson } from '../../src/analysis/statistics/estimate';
import { ModelSpec } from '../../src/shared/recipe';
import { initBackend } from '../../src/engine/compute/backends/ladder';
import type { Dataset } from '../../src/engine/data/dataset';
import { openDataset } from '../../src/engine/data/open';
import { prepareShipped } from '../../src/engine/data/shipped';
import { train } from '../../src/engine/training/train';

const image = { name: 'cnn' };
const text = { name: 'mean-words' };
const emojiTraining = { epochs: 15, learningRate: 2e-3, dropout: 0.3, wordDropout: 0.2, shift: 2 };

let folder: string;
const sets = new Map<string, Dataset>();
beforeAll(async () => {
  await initBackend('wasm');
  folder = await mkdtemp(join(tmpdir(), 'muroan-accuracy-'));
  for (const name of ['caption-match', 'emoji-groups']) {
    await prepareShipped(name, join(folder, name));
    sets.set(name, await openDataset(join(folder, name)));
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function accuracy(dataset: string, encoders: object, fusion: string, seed: number, training = {}) {
  const trained = await train({
    spec: ModelSpec.parse({ dataset, recipe: { encoders, fusion: { name: fusion } }, training, seed }),
    dataset: sets.get(dataset)!,
    checkpoint: null,
    onUpdate: () => undefined,
    pause: () => Promise.resolve(),
  });
  const { correct, count } = trained.test;
  const [low, high] = wilson(correct, count);
  console.log(
    `${dataset} · ${Object.keys(encoders).join(' + ')} · ${fusion} · seed ${seed}: ${(correct / count).toFixed(4)}`,
    `[${low.toFixed(4)}, ${high.toFixed(4)}], n ${count}, ${trained.seconds.toFixed(0)} s`,
  );
  return { value: correct / count, low, high };
}

describe('Caption match, where both modalities are necessary', () => {
  it.each([
    ['concat', 0.922],
    ['product', 0.925],
  ] as const)('%s reaches %f', async (fusion, bar) => {
    expect((await accuracy('caption-match', { image, text }, fusion, 0)).value).toBeGreaterThanOrEqual(bar);
  });

  it.each([
    ['image', { image }],
    ['text', { text }],
  ])('%s alone is at chance, within the interval', async (_, encoders) => {
    const { low, high } = await accuracy('caption-match', encoders, 'concat', 0);
    expect(low).toBeLessThanOrEqual(0.5);
    expect(high).toBeGreaterThanOrEqual(0.5);
  });
});

describe('Emoji groups, where one modality repeats much of the other', () => {
  const mean = async (encoders: object, fusion = 'concat'): Promise<number> => {
    const values = [];
    for (const seed of [0, 1, 2]) {
      values.push((await accuracy('emoji-groups', encoders, fusion, seed, emojiTraining)).value);
    }
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  };

  it('reaches with concat what the data is known for, and more than the best single modality', async () => {
    const fused = await mean({ image, text });
    const single = { image: await mean({ image }), text: await mean({ text }) };
    console.log('emoji-groups, means over three seeds:', { fused, ...single });
    expect(fused).toBeGreaterThanOrEqual(0.72);
    expect(single.text).toBeGreaterThanOrEqual(0.633);
    expect(single.image).toBeGreaterThanOrEqual(0.58);
    expect(fused).toBeGreaterThan(Math.max(single.image, single.text));
  });
});
