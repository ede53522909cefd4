/**
 * The batched decoupling attack against the plain search that asks one query at a time: same model, same samples, same
 * backend, one thread each, alternating in one run; results are compared sample by sample before a ratio is printed.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { AttackChoice, type DecouplingChoice } from '../../src/shared/attack';
import { ModelSpec } from '../../src/shared/recipe';
import { closeMicroBatch, openMicroBatch } from '../../src/engine/attacks/micro-batch';
import { decoupling } from '../../src/engine/attacks/removal/decoupling';
import { initBackend } from '../../src/engine/compute/backends/ladder';
import { openDataset } from '../../src/engine/data/open';
import { select } from '../../src/engine/data/select';
import { prepareShipped } from '../../src/engine/data/shipped';
import { buildModel } from '../../src/engine/models/build';
import { networkOf } from '../../src/engine/models/network';
import { readWeights } from '../../src/engine/models/weights';
import { train } from '../../src/engine/training/train';
import { sequentialDecoupling } from '../engine/attacks/sequential-decoupling';
import { report } from './report';

const SAMPLES = 40;
const ROUNDS = 3;

const arms = [
  { title: 'image candidates', settings: { modalities: ['image'] }, target: 3 },
  { title: 'text candidates', settings: { modalities: ['text'] }, target: 20 },
  { title: 'both', settings: { modalities: ['image', 'text'] }, target: 3 },
] as const;

it('decoupling: batched against sequential', async () => {
  await initBackend('wasm');
  const folder = await mkdtemp(join(tmpdir(), 'muroan-bench-'));
  try {
    await prepareShipped('caption-match', join(folder, 'caption-match'));
    const dataset = await openDataset(join(folder, 'caption-match'));
    const spec = ModelSpec.parse({
      dataset: 'caption-match',
      recipe: { encoders: { image: { name: 'cnn' }, text: { name: 'mean-words' } }, fusion: { name: 'concat' } },
      training: { epochs: 3 },
    });
    const { modalities, classes } = dataset.manifest;
    const trained = await train({
      spec,
      dataset,
      checkpoint: null,
      onUpdate: () => undefined,
      pause: () => Promise.resolve(),
    });
    const { vocabulary } = trained;
    const { parameters } = networkOf(spec.recipe, modalities, classes.length, vocabulary);
    const model = buildModel({
      id: 'bench',
      recipe: spec.recipe,
      modalities,
      classes,
      vocabulary,
      parameters: readWeights(trained.weights, parameters, 'bench'),
    });
    const pause = (): Promise<void> => Promise.resolve();
    const rows = select(dataset, { split: 'test', count: 2 * SAMPLES, seed: 0 });
    const open = (some: readonly number[]) =>
      openMicroBatch({ cell: 'bench', model, dataset, rows: some, seed: 0, pause });
    const all = await open(rows);
    const context = await open(all.attacked.slice(0, SAMPLES).map((index) => rows[index]));
    const { samples } = context;

    const lines: object[] = [];
    for (const { title, settings, target } of arms) {
      const choice = AttackChoice.parse({ name: 'decoupling', ...settings }) as DecouplingChoice;
      const ratios: number[] = [];
      let logical = 0;
      let evaluated = 0;
      let [fast, slow] = [0, 0];
      for (let round = 0; round < ROUNDS; round += 1) {
        const start = performance.now();
        const search = await decoupling(context, choice);
        const middle = performance.now();
        const alone = [];
        for (const sample of samples) alone.push(await sequentialDecoupling(model, sample, choice, 0));
        const end = performance.now();
        [fast, slow] = [(middle - start) / samples.length, (end - middle) / samples.length];
        ratios.push(slow / fast);
        logical = search.claims.reduce((sum, claim) => sum + claim.queries.search + claim.queries.combination, 0);
        evaluated = search.evaluated.reduce((sum, count) => sum + count, 0);
        expect(search.claims.map((claim) => claim.queries)).toEqual(
          alone.map((one) => ({ search: one.search, combination: one.combination })),
        );
        expect(search.claims.map((claim) => claim.regions?.length ?? 0)).toEqual(
          alone.map((one) => one.regions?.length ?? 0),
        );
      }
      const median = [...ratios].sort((a, b) => a - b)[Math.floor(ROUNDS / 2)];
      lines.push({
        arm: title,
        'batched, ms per sample': Number(fast.toFixed(2)),
        'sequential, ms per sample': Number(slow.toFixed(2)),
        'times faster (median)': Number(median.toFixed(1)),
        target,
        'logical queries per sample': Number((logical / samples.length).toFixed(1)),
        'rows computed per sample': Number((evaluated / samples.length).toFixed(1)),
      });
    }
    await report('decoupling', lines);
    closeMicroBatch(all);
    closeMicroBatch(context);
    model.dispose();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
