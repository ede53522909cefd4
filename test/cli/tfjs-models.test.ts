import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import '../../src/engine/models/imported/tfjs/library';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { initBackend } from '../../src/engine/backends/registry';
import { openDataset } from '../../src/engine/data/open';
import { layout } from '../../src/engine/lab/layout';
import { ModelMap } from '../../src/shared/imported/model-map';
import { ModelDescription } from '../../src/shared/models/model-description';
import { RunSummary } from '../../src/shared/runs/run';
import { recordsOf, tinyLab } from '../support/tiny-lab';
import { tinyPlan } from '../support/tiny-study';
import { artifactsOf, tfjsFiles, writeTfjs, type TfjsFiles } from '../support/tfjs-files';
import { runCli, type CliResult } from './run-cli';

let folder: string;
let lab: string;
let files: TfjsFiles;
let map: ModelMap;
let model: ModelDescription;

const vocabulary = ['<pad>', '<unk>', 'left', 'right', 'red', 'green', 'blue', 'dot', 'patch', 'spot', 'blob'];
const LENGTH = 4;
/** Lines of an error that nobody foresaw. */
const trace = /^\s+at /m;
const cli = (...args: readonly string[]): Promise<CliResult> => runCli(args, folder);

/** Learns whether the bright half and the word agree; what comes of it has probabilities. */
async function trained(): Promise<tfl.LayersModel> {
  const dataset = await openDataset(layout.dataset(lab, 'tiny'));
  const rows = dataset.rowsOf('train');
  const { layers, input } = tfl;
  const image = input({ shape: [8, 8, 1], name: 'image' });
  const text = input({ shape: [LENGTH], name: 'text' });
  const apply = (layer: tfl.layers.Layer, to: tfl.SymbolicTensor | tfl.SymbolicTensor[]): tfl.SymbolicTensor =>
    layer.apply(to) as tfl.SymbolicTensor;
  const initial = (seed: number): { kernelInitializer: ReturnType<typeof tfl.initializers.glorotNormal> } => ({
    kernelInitializer: tfl.initializers.glorotNormal({ seed }),
  });
  const convolved = apply(layers.conv2d({ filters: 4, kernelSize: 3, activation: 'relu', ...initial(1) }), image);
  const seen = apply(
    layers.dense({ units: 6, activation: 'tanh', ...initial(2) }),
    apply(layers.flatten(), apply(layers.averagePooling2d({ poolSize: 3, padding: 'same' }), convolved)),
  );
  const words = apply(
    layers.embedding({
      inputDim: vocabulary.length,
      outputDim: 5,
      maskZero: true,
      embeddingsInitializer: tfl.initializers.randomNormal({ stddev: 0.5, seed: 3 }),
    }),
    text,
  );
  const recurrent = tfl.initializers.glorotNormal({ seed: 4 });
  const read = apply(layers.gru({ units: 6, recurrentInitializer: recurrent, ...initial(5) }), words);
  const z = apply(layers.multiply({ name: 'fused' }), [seen, read]);
  const hidden = apply(layers.dense({ units: 8, activation: 'relu', ...initial(6) }), z);
  const answer = apply(layers.dense({ units: 2, activation: 'softmax', name: 'answer', ...initial(7) }), hidden);
  const made = tfl.model({ inputs: [image, text], outputs: answer });
  made.compile({ optimizer: tf.train.adam(0.02), loss: 'categoricalCrossentropy' });
  const samples = rows.map((row) => dataset.sample(row));
  const pixels = samples.flatMap(({ inputs }) => Array.from(inputs.image as Float32Array));
  const tokens = samples.map(({ inputs }) => {
    const numbers = (inputs.text as readonly string[]).map((word) => vocabulary.indexOf(word));
    return Array.from({ length: LENGTH }, (_, at) => numbers[at] ?? 0);
  });
  const given = [tf.tensor(pixels, [rows.length, 8, 8, 1]), tf.tensor2d(tokens)];
  const labels = rows.map((row) => [1 - dataset.label(row), dataset.label(row)]);
  await made.fit(given, tf.tensor2d(labels), { epochs: 40, batchSize: 20, shuffle: false });
  return made;
}

beforeAll(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'muroan-tfjs-')));
  lab = await tinyLab(path.join(folder, 'muroan-lab'));
  await initBackend('cpu');
  files = tfjsFiles(await artifactsOf(await trained()), 3);
  writeTfjs(path.join(folder, 'garment'), files);
  await writeFile(path.join(folder, 'vocab.txt'), `${vocabulary.join('\n')}\n`);
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

describe('a model of layers', () => {
  it('tells its inputs, outputs and a map to go on from', async () => {
    const { code, out, err } = await cli('model', 'inspect', 'garment', '--data', 'tiny', '--out', 'map.json');
    expect(err).not.toMatch(trace);
    expect(code).toBe(0);
    expect(out).toContain('input   image: float32 [?, 8, 8, 1]');
    expect(out).toContain('input   text: int32 [?, 4]');
    expect(out).toContain('output  answer: float32 [?, 2]');
    expect(out).toContain(`Written: ${path.join(folder, 'map.json')}\n`);
    expect(out).toMatch(/^Next: muroan model import garment --data tiny --map map\.json$/m);
    const draft = ModelMap.parse(JSON.parse(await readFile(path.join(folder, 'map.json'), 'utf8')));
    expect(draft.inputs).toMatchObject({
      image: { kind: 'numbers', input: 'image', layout: 'NHWC' },
      text: { kind: 'words', ids: 'text', type: 'int32', length: LENGTH },
    });
    map = {
      ...draft,
      inputs: {
        ...draft.inputs,
        text: {
          ...(draft.inputs.text as Extract<ModelMap['inputs'][string], { kind: 'words' }>),
          tokenizer: {
            kind: 'words',
            vocabulary: 'vocab.txt',
            lowercase: false,
            unknown: '<unk>',
            start: null,
            end: null,
            padding: '<pad>',
          },
        },
      },
      output: { ...draft.output, gives: 'probabilities' },
      embedding: 'fused',
      statedAccuracy: 0.9,
    };
    await writeFile(path.join(folder, 'map.json'), JSON.stringify(map));
  });

  it('tells the same where no map is written, and how to have it', async () => {
    const { out } = await cli('model', 'inspect', 'garment', '--data', 'tiny');
    expect(out).toContain('output  answer: float32 [?, 2]');
    expect(out).not.toContain('Written');
    expect(out).toMatch(/^Next: muroan model inspect garment --data tiny --out map\.json$/m);
    const told = JSON.parse((await cli('model', 'inspect', 'garment', '--json')).out) as object;
    expect(told).toMatchObject({ signature: { outputs: [{ name: 'answer' }] }, map: null, draft: null });
  });

  it('is kept with its accuracy, and gives gradients and the embedding', async () => {
    const { code, out, err } = await cli('model', 'import', 'garment', '--data', 'tiny', '--map', 'map.json', '--json');
    expect(err).not.toMatch(trace);
    expect(code).toBe(0);
    model = ModelDescription.parse(JSON.parse(out));
    expect(model.imported).toMatchObject({
      source: { kind: 'tfjs', form: 'layers' },
      gives: ['labels', 'scores', 'embedding', 'gradients'],
      embedded: ['text'],
      worded: ['text'],
      verified: { samples: 5 },
    });
    expect(model.imported?.verified?.largest).toBeLessThan(1e-4);
    // It has learnt what the data ask.
    expect(model.test.correct / model.test.count).toBeGreaterThan(0.8);
  });

  it('is the same model as its model.json and as a zip archive of its folder', async () => {
    await writeFile(
      path.join(folder, 'garment.zip'),
      zipSync({ garment: { 'model.json': Buffer.from(JSON.stringify(files.json)), ...files.shards } }),
    );
    // Its weights lie in one file now, and it is still the same.
    const whole = { json: { ...files.json }, shards: { 'all.bin': Buffer.concat(Object.values(files.shards)) } };
    const [manifest] = files.json.weightsManifest as readonly { readonly weights: unknown }[];
    whole.json.weightsManifest = [{ paths: ['all.bin'], weights: manifest.weights }];
    writeTfjs(path.join(folder, 'whole'), whole);
    for (const given of ['garment/model.json', 'garment.zip', 'whole']) {
      const { out } = await cli('model', 'import', given, '--data', 'tiny', '--map', 'map.json', '--json');
      expect(ModelDescription.parse(JSON.parse(out)).id).toBe(model.id);
    }
  });

  it('whose finite weights come to no number is refused, and nothing is kept', async () => {
    const shards = Object.fromEntries(
      Object.entries(files.shards).map(([name, bytes]) => {
        const own = bytes.slice();
        const numbers = new Float32Array(own.buffer, 0, Math.floor(own.length / 4));
        numbers.forEach((value, at) => (numbers[at] = value < 0 ? -2e38 : 2e38));
        return [name, own];
      }),
    );
    writeTfjs(path.join(folder, 'beyond'), { json: files.json, shards });
    const before = readdirSync(path.join(lab, 'models'));
    const { code, err } = await cli('model', 'import', 'beyond', '--data', 'tiny', '--map', 'map.json');
    expect(code).not.toBe(0);
    expect(err).not.toMatch(trace);
    expect(err).toMatch(/gives the logits NaN, NaN, which decide nothing/);
    expect(readdirSync(path.join(lab, 'models'))).toEqual(before);
  });

  it('is put to decoupling and to PGD on both inputs in a study', async () => {
    const plan = tinyPlan({ subjects: [{ name: 'Garment', recipe: model.spec.recipe }] });
    await writeFile(path.join(folder, 'study.json'), JSON.stringify(plan));
    const { code, out, err } = await cli('study', 'run', 'study.json', '--json', '--workers', '1');
    expect(err).not.toMatch(trace);
    expect(code).toBe(0);
    const { run } = JSON.parse(out) as { readonly run: unknown };
    const { id, state } = RunSummary.parse(run);
    expect(state).toBe('finished');
    const records = await recordsOf(lab, id);
    const kinds = records.map(({ kind }) => kind);
    expect(new Set(kinds)).toEqual(new Set(['clean', 'removal', 'perturbation']));
    expect(kinds.filter((kind) => kind === 'perturbation')).toHaveLength(40);
    // Gradients reach both inputs, and decoupling sees the embedding move.
    const moved = records.flatMap((record) =>
      record.kind === 'removal' && record.found !== null ? [record.found.displacement] : [],
    );
    expect(moved.length).toBeGreaterThan(3);
    expect(moved).not.toContain(null);
    const encodingSlopes = records.flatMap((record) => (record.kind === 'clean' ? [record.encodingSlopes] : []));
    expect(encodingSlopes.some((slopes) => (slopes?.image ?? 0) > 0 && (slopes?.text ?? 0) > 0)).toBe(true);
  });
});
