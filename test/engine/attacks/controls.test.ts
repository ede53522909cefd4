/** That the controls are what they claim: as large, as many, elsewhere. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ImageRegion, Region } from '../../../src/shared/data/modality';
import type { AttackContext, RemovalClaim } from '../../../src/engine/attacks/attack';
import { lengthsOf } from '../../../src/engine/attacks/gradient/ball';
import { withNoise } from '../../../src/engine/attacks/gradient/noise';
import { embedSamples } from '../../../src/engine/attacks/outputs';
import { randomRemovals, randomSearch } from '../../../src/engine/attacks/removal/controls';
import type { RemovalAnswer, RemovalQueries, RemovalQuery } from '../../../src/engine/attacks/removal/queries';
import { pooledElements, removedElements } from '../../../src/engine/attacks/removal/regions';
import { initBackend } from '../../../src/engine/backends/registry';
import { imageAndText, inMemoryDataset, randomSamples } from './in-memory';
import { randomModel, smallEncoders } from './random-model';

beforeAll(() => initBackend('wasm'));

const samples = (() => {
  const dataset = inMemoryDataset(randomSamples(6));
  return dataset.rowsOf('test').map(dataset.sample);
})();
const recipe = { encoders: smallEncoders.cnn, fusion: { name: 'concat' } } as const;

describe('random noise', () => {
  it.each([
    ['image', 'linf'],
    ['image', 'l2'],
    ['text', 'linf'],
    ['text', 'l2'],
    ['image', 'l1'],
    ['text', 'l1'],
  ] as const)('on %s is as large as an attack in %s may be, however short the text', async (modality, norm) => {
    const model = randomModel(recipe, imageAndText);
    const clean = embedSamples(model, samples)[modality];
    // Small enough for pixels to stay in their range.
    const radius = 0.05;
    const keys = samples.map(({ id }) => ['noise', id]);
    const norms = async (place: 'boundary' | 'inside'): Promise<readonly number[]> => {
      const noisy = withNoise(model, modality, clean, norm, radius, place, keys);
      return Array.from(await lengthsOf(tf.sub(noisy, clean.values), norm).data());
    };
    for (const length of await norms('boundary')) expect(length).toBeCloseTo(radius, 5);
    for (const length of await norms('inside')) {
      expect(length).toBeLessThanOrEqual(radius * (1 + 1e-5));
      expect(length).toBeGreaterThan(radius / 2);
    }
    const words = new Set(samples.map(({ inputs }) => inputs.text.length));
    expect(words.size).toBeGreaterThan(1);
    model.dispose();
  });
});

const square = (...box: ImageRegion): Region => ({ kind: 'image', modality: 'image', box });
const word = (at: number): Region => ({ kind: 'text', modality: 'text', word: at });

/** Queries that all give one answer, and what was asked. */
function answering(given: RemovalAnswer): { readonly queries: RemovalQueries; readonly asked: RemovalQuery[] } {
  const asked: RemovalQuery[] = [];
  const queries: RemovalQueries = {
    evaluated: [],
    encoded: [],
    dispose: () => undefined,
    ask: (batch) => {
      asked.push(...batch);
      return Promise.resolve(batch.map(() => given));
    },
  };
  return { queries, asked };
}

const answer: RemovalAnswer = { logits: Float32Array.of(1, 0), predicted: 0, lead: 1, zArgmax: null };
const flipped: RemovalAnswer = { logits: Float32Array.of(0, 1), predicted: 1, lead: -1, zArgmax: null };
const clean = samples.map(() => answer);

describe('random removals and searches', () => {
  const removal = [square(0, 0, 4, 4), square(4, 0, 4, 4), word(0), word(1)];

  it('remove as much of each modality as the attack did, elsewhere, each draw its own way', async () => {
    const model = randomModel(recipe, imageAndText);
    const context = { model, samples, seed: 3 } as unknown as AttackContext;
    const { queries, asked } = answering(answer);
    const found = samples.map((_, index) => (index === 0 ? null : removal));
    const flips = await randomRemovals(context, queries, clean, found, 20);
    expect(flips.map((draws) => draws.length)).toEqual([0, 20, 20, 20, 20, 20]);
    for (const { sample, regions } of asked) {
      expect(removedElements(model.modalities, samples[sample], regions)).toEqual({ image: 32, text: 2 });
    }
    const own = asked.filter(({ sample }) => sample === 1).map(({ regions }) => JSON.stringify(regions));
    expect(new Set(own).size).toBeGreaterThan(15);
    expect(own.filter((text) => text === JSON.stringify(removal)).length).toBeLessThan(3);
    model.dispose();
  });

  it('keep the smallest of the removals that flip, in whatever order the attack asked', async () => {
    const model = randomModel(recipe, imageAndText);
    const context = { model, samples, seed: 3 } as unknown as AttackContext;
    const claims = samples.map((): RemovalClaim => ({
      regions: null,
      candidates: 0,
      queries: { search: 0, combination: 0 },
      asked: [removal, [square(0, 0, 2, 3)], [square(0, 0, 1, 2), word(0)], [square(0, 0, 4, 4)]],
    }));
    const found = await randomSearch(context, answering(flipped).queries, clean, claims, 0);
    expect(found).toEqual(samples.map(() => ({ image: 2, text: 1 })));
    model.dispose();
  });

  it('ask as often as the attack, with removals of the same sizes', async () => {
    const model = randomModel(recipe, imageAndText);
    const context = { model, samples, seed: 3 } as unknown as AttackContext;
    const { queries, asked } = answering(answer);
    const claims = samples.map((_, index): RemovalClaim => ({
      regions: null,
      candidates: 0,
      queries: { search: 0, combination: 0 },
      asked: Array.from({ length: 10 * index }, (__, at) => (at % 3 === 0 ? removal : [square(at % 5, 0, 2, 3)])),
    }));
    expect(await randomSearch(context, queries, clean, claims, 0)).toEqual(samples.map(() => null));
    const sizes = (sample: number, sets: readonly (readonly Region[])[]): readonly number[] =>
      sets.map((regions) => pooledElements(model.modalities, samples[sample], regions)).sort((a, b) => a - b);
    claims.forEach((claim, sample) => {
      const own = asked.filter((query) => query.sample === sample).map(({ regions }) => regions);
      expect(sizes(sample, own)).toEqual(sizes(sample, claim.asked));
    });
    model.dispose();
  });
});
