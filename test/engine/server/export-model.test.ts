import { spawnSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readOnnxGraph } from '../../../src/engine/formats/onnx/graph';
import { layout, modelFiles } from '../../../src/engine/lab/layout';
import { readSafetensors } from '../../../src/engine/models/safetensors';
import { startEngine, type EngineClient } from '../../../src/host/engine-client';
import { ModelMap } from '../../../src/shared/imported/model-map';
import type { ExportedFiles } from '../../../src/shared/models/model-export';
import type { ModelDescription } from '../../../src/shared/models/model-description';
import { exportedFile } from '../../../src/renderer/models/model/exported-file';
import { fetched } from '../../support/exported-model';
import { hasOnnxRuntime } from '../../support/onnx-runtime';
import { studiedOnce } from '../../support/studied-lab';
import { temporaryFolder } from '../../support/temporary-folder';

const studiedLab = studiedOnce();

async function opened(): Promise<{
  readonly lab: string;
  readonly engine: EngineClient;
  readonly fused: ModelDescription;
}> {
  const { lab } = await studiedLab();
  const engine = await startEngine({ lab, workers: 1 });
  onTestFinished(() => engine.close());
  const models = await engine.request('models.list', {});
  const fused = models.find(({ spec }) => Object.keys(spec.recipe.encoders).length === 2);
  if (fused === undefined) throw new Error('The study trained no model of two inputs.');
  return { lab, engine, fused };
}

async function written(engine: EngineClient, exported: ExportedFiles): Promise<string> {
  const folder = path.join(await temporaryFolder(), 'out');
  await mkdir(folder);
  for (const [name, bytes] of await fetched(engine, exported)) await writeFile(path.join(folder, name), bytes);
  return folder;
}

it.skipIf(!hasOnnxRuntime())(
  'as ONNX it answers alike, says what it is, and comes back with the same answers',
  async () => {
    const { engine, fused } = await opened();
    const asked = { model: fused.id, form: 'onnx', stem: 'tiny' } as const;
    const exported = await engine.request('models.export', asked);
    expect(exported.files.map(({ name }) => name)).toEqual(['tiny.onnx', 'tiny.map.json', 'tiny.text.txt']);
    expect(exported).toMatchObject({ model: fused.id, steps: null, withoutMap: null });
    expect(exported.verified?.samples).toBeGreaterThan(1);
    expect(exported.verified?.largest).toBeLessThan(1e-4);
    expect(await engine.request('models.export', asked)).toEqual({
      ...exported,
      departure: expect.any(String) as unknown,
    });

    const folder = await written(engine, exported);
    const bytes = await readFile(path.join(folder, 'tiny.onnx'));
    expect(readOnnxGraph(bytes, 'tiny.onnx').signature.outputs).toEqual([
      { name: 'logits', type: 'float32', shape: ['samples', fused.classes.length] },
    ]);
    for (const said of [...fused.classes, fused.title, fused.weightsHash, '"largest":']) {
      expect(bytes.includes(Buffer.from(said))).toBe(true);
    }

    const map = ModelMap.parse(JSON.parse(await readFile(path.join(folder, 'tiny.map.json'), 'utf8')));
    const source = { kind: 'path', path: path.join(folder, 'tiny.onnx') } as const;
    const importing = { source, dataset: fused.spec.dataset, map, directory: folder };
    const back = await engine.request('models.import', importing);
    expect(back.test).toEqual(fused.test);
    // As a file, unpacked, and as the archive that the window saves: with the map and the vocabulary that lie there.
    const saved = await exportedFile(engine, exported, 'tiny');
    const archive = path.join(folder, '..', saved.name);
    await writeFile(archive, new Uint8Array(await saved.arrayBuffer()));
    for (const given of [path.join(folder, 'tiny.onnx'), folder, archive]) {
      const again = { kind: 'path', path: given } as const;
      const inspected = await engine.request('models.inspect', { source: again });
      expect(inspected).toMatchObject({ map, mapError: null });
      const { directory } = inspected;
      const taken = await engine.request('models.import', { ...importing, source: again, directory });
      expect({ id: taken.id, test: taken.test }).toEqual({ id: back.id, test: fused.test });
    }
    const [own, again] = [
      await engine.request('models.score', { model: fused.id }),
      await engine.request('models.score', { model: back.id }),
    ];
    expect(again.confusion).toEqual(own.confusion);
    expect(again.crossEntropy).toBeCloseTo(own.crossEntropy, 4);
    await expect(engine.request('models.export', { ...asked, model: back.id })).rejects.toMatchObject({
      code: 'invalid',
    });
  },
);

const python = 'python3';
/** Where checks run, it must be there. */
const hasRuntime = spawnSync(python, ['-c', 'import numpy, onnxruntime']).status === 0;

it.skipIf(!hasRuntime && process.env.MUROAN_CI !== '1')(
  'Python reads it by the example of the documentation',
  async () => {
    const { engine, fused } = await opened();
    const folder = await written(
      engine,
      await engine.request('models.export', { model: fused.id, form: 'onnx', stem: 'tiny' }),
    );
    const [, example] = /```python\n(?<code>[\s\S]*?)```/u.exec(await readFile('docs/models-out.md', 'utf8')) ?? [];
    const { stdout, stderr } = spawnSync(python, ['-', path.join(folder, 'tiny.onnx')], {
      input: example,
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(fused.classes.some((name) => stdout.startsWith(name))).toBe(true);
  },
);

it('as a graph model of TensorFlow.js it answers alike, and comes back by the map beside it with its gradients', async () => {
  const { engine, fused } = await opened();
  const exported = await engine.request('models.export', { model: fused.id, form: 'tfjs', stem: 'tiny' });
  expect(exported.files.map(({ name }) => name)).toEqual([
    ...['model.json', 'group1-shard1of1.bin', 'map.json', 'text.txt'],
  ]);
  expect(exported.verified?.largest).toBeLessThan(1e-4);
  const folder = await written(engine, exported);
  const model = JSON.parse(await readFile(path.join(folder, 'model.json'), 'utf8')) as {
    readonly userDefinedMetadata: Readonly<Record<string, string>>;
  };
  expect(JSON.parse(model.userDefinedMetadata.classes)).toEqual(fused.classes);
  expect(JSON.parse(model.userDefinedMetadata.verified)).toEqual(exported.verified);

  const map = ModelMap.parse(JSON.parse(await readFile(path.join(folder, 'map.json'), 'utf8')));
  const source = { kind: 'path', path: folder } as const;
  const back = await engine.request('models.import', {
    ...{ source, dataset: fused.spec.dataset, map, directory: folder },
  });
  expect(back.test).toEqual(fused.test);
  expect(back.imported).toMatchObject({
    source: { kind: 'tfjs', form: 'graph' },
    gives: expect.arrayContaining(['gradients']) as unknown,
  });
  const [own, again] = [
    await engine.request('models.score', { model: fused.id }),
    await engine.request('models.score', { model: back.id }),
  ];
  expect(again.confusion).toEqual(own.confusion);
  expect(again.crossEntropy).toBeCloseTo(own.crossEntropy, 4);
});

it('its weights alone are the same, with what they are', async () => {
  const { lab, engine, fused } = await opened();
  const exported = await engine.request('models.export', {
    ...{ model: fused.id, form: 'safetensors', stem: 'tiny' },
  });
  expect(exported.verified).toBeNull();
  const [[name, bytes]] = await fetched(engine, exported);
  expect(name).toBe('tiny.safetensors');
  const out = readSafetensors(bytes, name);
  const own = readSafetensors(await readFile(modelFiles.weights(layout.model(lab, fused.id))), 'own');
  expect(out.tensors).toEqual(own.tensors);
  expect(JSON.parse(out.metadata.recipe)).toEqual(fused.spec.recipe);
});

it('no file gets out of its folder, nor what is damaged out of the lab', async () => {
  const { lab, engine, fused } = await opened();
  for (const stem of ['../tiny', 'a/b', '..', 'a\\b', '', '.hidden']) {
    const asked = engine.request('models.export', { model: fused.id, form: 'safetensors', stem });
    await expect(asked, stem).rejects.toMatchObject({ code: 'invalid', where: 'stem' });
  }
  const file = modelFiles.weights(layout.model(lab, fused.id));
  const bytes = await readFile(file);
  bytes[bytes.length - 1] ^= 1;
  await writeFile(file, bytes);
  for (const form of ['safetensors', 'onnx', 'tfjs'] as const) {
    const asked = engine.request('models.export', { model: fused.id, form, stem: 'tiny' });
    await expect(asked, form).rejects.toMatchObject({ code: 'damaged' });
  }
});
