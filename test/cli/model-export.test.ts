import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { listModels } from '../../src/engine/lab/models';
import { ModelDescription } from '../../src/shared/models/model-description';
import { hasOnnxRuntime } from '../support/onnx-runtime';
import { temporaryFolder } from '../support/temporary-folder';
import { tinyLab } from '../support/tiny-lab';
import { askCli } from './ask-cli';

test.skipIf(!hasOnnxRuntime())(
  'an ensemble with adapters is written as files, not over others, and comes back as an imported model',
  async () => {
    const folder = await temporaryFolder();
    const lab = await tinyLab(path.join(folder, 'muroan-lab'));
    const ask = (...args: readonly string[]) => askCli(args, folder);
    await ask(
      ...['model', 'train', '--data', 'tiny', '--device', 'wasm', '--fusion', 'late'],
      ...['fusion.together=sum', 'head.name=linear'].flatMap((field) => ['--set', `recipe.${field}`]),
      ...['method=adapters', 'epochs=1', 'adapting.epochs=1'].flatMap((field) => ['--set', `training.${field}`]),
    );
    const models = await listModels(lab, (error) => {
      throw error;
    });
    const { id, test: own } = models.find(({ adapters }) => adapters !== undefined)!;
    const here = (name: string): string => path.join(folder, name);

    const written = await ask('model', 'export', id, '--out', 'out/tiny.onnx');
    expect(written).toMatchObject({ code: 0 });
    expect(written.out).toContain('ONNX Runtime gives the same answers to');
    for (const name of ['tiny.onnx', 'tiny.map.json', 'tiny.text.txt'])
      expect(existsSync(here(`out/${name}`))).toBe(true);
    const first = readFileSync(here('out/tiny.onnx'));

    // A map that somebody worked on keeps the rest from being written too.
    writeFileSync(here('other.map.json'), 'mine');
    const kept = await ask('model', 'export', id, '--as', 'onnx', '--out', 'other.onnx');
    expect(kept.code).toBe(2);
    expect(kept.err).toContain('other.map.json: is there already. Give another name, or --force to write over it.');
    expect([readFileSync(here('other.map.json'), 'utf8'), existsSync(here('other.onnx'))]).toEqual(['mine', false]);
    expect(await ask('model', 'export', id, '--as', 'onnx', '--out', 'out/tiny.onnx', '--force')).toMatchObject({
      code: 0,
    });
    expect(readFileSync(here('out/tiny.onnx'))).toEqual(first);

    const back = await ask(
      'model',
      'import',
      'out/tiny.onnx',
      '--data',
      'tiny',
      '--map',
      'out/tiny.map.json',
      '--json',
    );
    const { id: imported, test: again } = ModelDescription.parse(JSON.parse(back.out));
    expect(again).toEqual(own);
    // By the map and the vocabulary that lie beside it, in the folder as in an archive of it.
    const names = ['tiny.onnx', 'tiny.map.json', 'tiny.text.txt'];
    const files = names.map((name) => [name, new Uint8Array(readFileSync(here(`out/${name}`)))] as const);
    writeFileSync(here('tiny.zip'), zipSync(Object.fromEntries(files)));
    for (const given of ['out', 'tiny.zip']) {
      const { out, code } = await ask('model', 'import', given, '--data', 'tiny', '--json');
      expect(code, given).toBe(0);
      expect(ModelDescription.parse(JSON.parse(out)).id, given).toBe(imported);
    }
    writeFileSync(here('bare.zip'), zipSync({ 'tiny.onnx': files[0][1] }));
    expect((await ask('model', 'import', 'bare.zip', '--data', 'tiny')).err).toContain(
      '--map: No map is named, and none lies beside the model.',
    );
    writeFileSync(here('broken.zip'), zipSync({ 'tiny.onnx': files[0][1], 'map.json': Buffer.from('{') }));
    const broken = await ask('model', 'import', 'broken.zip', '--data', 'tiny');
    expect(broken.code).toBe(2);
    expect(broken.err).toContain(`${path.join('broken.zip', 'map.json')}: `);

    const graph = await ask('model', 'export', id, '--as', 'tfjs', '--out', 'graph', '--json');
    const told = JSON.parse(graph.out) as { readonly files: readonly { readonly file: string }[] };
    expect(told.files.map(({ file }) => path.relative(folder, file))).toEqual(
      ['model.json', 'group1-shard1of1.bin', 'map.json', 'text.txt'].map((name) => path.join('graph', name)),
    );
    expect((await ask('model', 'export', id, '--as', 'safetensors', '--out', 'all.weights')).out).toContain(
      'These are the weights to the bit.',
    );
    expect(existsSync(here('all.weights'))).toBe(true);
    expect(await ask('model', 'export', id, '--encoder', 'image', '--out', 'image.safetensors')).toMatchObject({
      code: 0,
    });
    const encoder = readFileSync(here('image.safetensors'));
    writeFileSync(here('image.safetensors'), 'mine');
    const over = ['model', 'export', id, '--encoder', 'image', '--out', 'image.safetensors'];
    const refused = await ask(...over);
    expect(refused.code).toBe(2);
    expect(refused.err).toContain(
      'image.safetensors: is there already. Give another name, or --force to write over it.',
    );
    expect(readFileSync(here('image.safetensors'), 'utf8')).toBe('mine');
    expect(await ask(...over, '--force')).toMatchObject({ code: 0 });
    expect(readFileSync(here('image.safetensors'))).toEqual(encoder);
  },
);
