/** The playground beside a running study. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine, type EngineClient } from '../../src/host/engine-client';
import type { Region } from '../../src/shared/data/modality';
import { ModelSpec } from '../../src/shared/models/model-spec';
import { StudyPlan } from '../../src/shared/plan/plan';
import type { SampleView } from '../../src/shared/samples/sample-view';
import { stretch } from '../support/stretch';

const small = { image: { name: 'cnn' }, text: { name: 'mean-words' } } as const;
const training = { epochs: 1, trainRows: 600 };
const spec = (dataset: string, recipe: object) => ModelSpec.parse({ dataset, recipe, training });
const tokens = (patch: number) => ({
  encoders: { image: { name: 'patch-tokens', patch }, text: { name: 'word-transformer' } },
  fusion: { name: 'token-transformer' },
});
const specs = {
  'Caption match, cnn + mean-words': spec('caption-match', { encoders: small, fusion: { name: 'concat' } }),
  'Caption match, token transformer': spec('caption-match', tokens(7)),
  'Emoji groups, cnn + mean-words': spec('emoji-groups', { encoders: small, fusion: { name: 'concat' } }),
  'Emoji groups, token transformer': spec('emoji-groups', tokens(8)),
};

describe('while a study computes', () => {
  let engine: EngineClient;

  beforeAll(async () => {
    const lab = await mkdtemp(path.join(tmpdir(), 'muroan-play-'));
    engine = await startEngine({ lab, workers: 2, devices: ['wasm'] });
    for (const dataset of ['caption-match', 'emoji-groups']) await engine.request('data.prepare', { dataset });
    for (const one of Object.values(specs)) await engine.request('models.train', { spec: one });
    const plan = StudyPlan.parse({
      format: 'muroan.study',
      formatVersion: 1,
      name: 'Beside the playground',
      data: { dataset: 'caption-match', selection: { count: 1000 } },
      subjects: [{ name: 'concat', recipe: specs['Caption match, cnn + mean-words'].recipe, training }],
      attacks: [{ name: 'decoupling', modalities: ['image', 'text'] }],
    });
    await engine.request('studies.enqueue', { plan });
    const stage = async () => (await engine.request('queue.show', {})).items[0].progress?.stage;
    while ((await stage()) !== 'attack') await wait(200);
    return async () => {
      await engine.close();
      await rm(lab, { recursive: true, force: true });
    };
  }, 600_000);

  it.each(Object.entries(specs))('answers within a tenth of a second: %s', async (_, { dataset, recipe }) => {
    const models = await engine.request('models.list', {});
    const model = models.find((one) => one.spec.dataset === dataset && isEqual(one.spec.recipe, recipe))!.id;
    const samples = await engine.request('data.samples', { dataset, ids: [], split: 'test', offset: 7, limit: 3 });
    // The first look loads the model and the data.
    await engine.request('play.predict', { model, sample: samples[0].id, regions: [], mute: [] });
    const times: number[] = [];
    for (let turn = 0; turn < 60; turn += 1) {
      const sample = samples[turn % samples.length];
      const mute = turn % 5 === 4 ? ['text'] : [];
      const start = performance.now();
      const { removed } = await engine.request('play.predict', {
        model,
        sample: sample.id,
        regions: strokes(sample, turn),
        mute,
      });
      times.push(performance.now() - start);
      expect(removed.image.removed).toBeGreaterThan(0);
    }
    expect((await engine.request('queue.show', {})).items).toMatchObject([{ state: 'working' }]);
    times.sort((a, b) => a - b);
    const [median, late] = [times[30], times[56]];
    console.log(`${dataset}: half within ${median.toFixed(1)} ms, 95 % within ${late.toFixed(1)} ms`);
    expect(median).toBeLessThan(100 * stretch);
    expect(late).toBeLessThan(400 * stretch);
  });
});

/** As a brush leaves them: small squares, more with every turn, and a word. */
function strokes({ values: { image, text } }: SampleView, turn: number): Region[] {
  if (image.kind !== 'image' || text.kind !== 'text') throw new Error('The sample has no image or no text.');
  const { height, width } = image;
  return [
    ...Array.from({ length: 1 + turn }, (_, step): Region => {
      return { kind: 'image', modality: 'image', box: [(3 * step) % (height - 4), (5 * step) % (width - 4), 4, 4] };
    }),
    { kind: 'text', modality: 'text', word: turn % text.words.length },
  ];
}

function isEqual(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
