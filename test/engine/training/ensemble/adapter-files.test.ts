import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { initBackend } from '../../../../src/engine/backends/registry';
import { layout, modelFiles } from '../../../../src/engine/lab/layout';
import { ModelWriter } from '../../../../src/engine/lab/models';
import { loadModel } from '../../../../src/engine/models/load';
import { readSafetensors, writeSafetensors } from '../../../../src/engine/models/safetensors';
import { titleOf } from '../../../../src/engine/models/title';
import { pauseWith } from '../../../../src/engine/pause';
import { mergeAdapters } from '../../../../src/engine/server/merge-adapters';
import { modelId } from '../../../../src/engine/training/identity';
import { trainByMethod } from '../../../../src/engine/training/train-by-method';
import type { Trained } from '../../../../src/engine/training/trained';
import type { Adapters } from '../../../../src/shared/training/adapting';
import { hashOfBytes } from '../../../../src/shared/identity';
import { ModelDescription } from '../../../../src/shared/models/model-description';
import type { ModelSpec } from '../../../../src/shared/models/model-spec';
import { parse } from '../../../../src/shared/parse';
import { encodersFrom } from '../../../../src/shared/recipe/shared-encoders';
import { toyDataset, toySpec } from '../toy';

const dataset = toyDataset(60);
const lab = mkdtempSync(path.join(tmpdir(), 'muroan-adapters-'));
afterAll(() => {
  rmSync(lab, { recursive: true });
});
const spec = toySpec(
  { fusion: { name: 'late', together: 'sum' }, head: { name: 'linear' } },
  { epochs: 1, method: 'adapters', adapting: { epochs: 1, adapterRank: 2, answerHeads: 'trained' } },
);
const base = encodersFrom(spec) ?? spec;
const idOf = (one: ModelSpec): string => modelId(one, dataset.manifest.hash);

/** Trains a model and writes its folder. */
async function kept(one: ModelSpec, from?: Trained): Promise<Trained> {
  const trained = await trainByMethod({
    spec: one,
    dataset,
    ...(from === undefined ? {} : { encoders: readSafetensors(from.weights, 'weights').tensors }),
    checkpoint: null,
    onUpdate: () => undefined,
    pause: pauseWith(() => undefined),
  });
  const { weights, adapters, alone, integration, pretraining, answeringSeconds, ...told } = trained;
  expect([integration, pretraining]).toEqual([null, null]);
  // An ensemble is put together of what its inputs answered: nothing is timed.
  expect(answeringSeconds === null).toBe(one.training.method === 'ensemble');
  const description = parse(
    ModelDescription,
    {
      ...told,
      format: 'muroan.model',
      formatVersion: 1,
      id: idOf(one),
      title: titleOf(one),
      spec: one,
      datasetHash: dataset.manifest.hash,
      modalities: dataset.manifest.modalities,
      classes: dataset.manifest.classes,
      weightsHash: hashOfBytes(weights),
      ...(from === undefined ? {} : { encodersFrom: { model: idOf(base), weightsHash: hashOfBytes(from.weights) } }),
      ...(adapters === null ? {} : { adapters: adapters.facts }),
      ...(alone === null ? {} : { alone }),
      ...(answeringSeconds === null ? {} : { answering: { seconds: answeringSeconds, count: told.test.count } }),
      device: 'wasm',
      appVersion: '0',
    },
    'model.json',
  );
  const writer = await ModelWriter.open(lab, idOf(one), one);
  await writer.finish(trained, description);
  return trained;
}

let ensemble: Trained;
let adapted: Trained;
beforeAll(async () => {
  await initBackend('wasm');
  ensemble = await kept(base);
  adapted = await kept(spec, ensemble);
});

/** A file with its last byte changed, while something is done. */
async function spoilt<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  const whole = readFileSync(file);
  const other = Uint8Array.from(whole);
  other[other.length - 1] ^= 1;
  writeFileSync(file, other);
  try {
    return await work();
  } finally {
    writeFileSync(file, whole);
  }
}

const folder = layout.model(lab, idOf(spec));

test('adapters lie in a small file of their own, and put over their ensemble again they are the model’s weights', async () => {
  const own = readFileSync(modelFiles.adapters(folder));
  expect(own.length).toBeLessThan(adapted.weights.length);
  expect(hashOfBytes(own)).toBe(adapted.adapters?.facts.hash);
  const { same, weights, ...ids } = await mergeAdapters(lab, idOf(spec));
  expect(ids).toEqual({ model: idOf(spec), ensemble: idOf(base) });
  expect(same).toBe(true);
  expect(weights).toEqual(adapted.weights);
});

test('a model with adapters is loaded like any other; with other adapters than were described it is not', async () => {
  const model = await loadModel(folder);
  expect(Object.keys(model.modalities)).toEqual(['image', 'text']);
  model.dispose();
  await expect(spoilt(modelFiles.adapters(folder), () => loadModel(folder))).rejects.toThrow(
    'does not hold the adapters that model.json describes',
  );
});

test('what does not belong together is not merged', async () => {
  const id = idOf(spec);
  await expect(mergeAdapters(lab, idOf(base))).rejects.toThrow('has no adapters');
  await expect(spoilt(modelFiles.adapters(folder), () => mergeAdapters(lab, id))).rejects.toThrow('does not hold');
  const weights = modelFiles.weights(layout.model(lab, idOf(base)));
  // The last tensor in the order of the file is a head’s, which learned on: before it lies what was frozen.
  const frozen = readFileSync(weights);
  const other = Uint8Array.from(frozen);
  other[8 + new DataView(other.buffer).getUint32(0, true)] ^= 1;
  writeFileSync(weights, other);
  await expect(mergeAdapters(lab, id)).rejects.toThrow('holds other weights than those');
  rmSync(weights);
  await expect(mergeAdapters(lab, id)).rejects.toThrow('is missing');
  writeFileSync(weights, frozen);
  expect((await spoilt(modelFiles.weights(folder), () => mergeAdapters(lab, id))).same).toBe(false);
});

/** The model with some of what model.json says of its adapters changed, while something is done. */
async function describedAs<Result>(changed: Partial<Adapters>, work: () => Promise<Result>): Promise<Result> {
  const file = modelFiles.description(folder);
  const whole = readFileSync(file, 'utf8');
  const told = JSON.parse(whole) as { readonly adapters: Adapters };
  writeFileSync(file, JSON.stringify({ ...told, adapters: { ...told.adapters, ...changed } }));
  try {
    return await work();
  } finally {
    writeFileSync(file, whole);
  }
}

test('what model.json says of adapters is held against their file', async () => {
  const { kernels, frozenHash } = adapted.adapters!.facts;
  const merge = () => mergeAdapters(lab, idOf(spec));
  const weights = [...readSafetensors(adapted.weights, 'weights').tensors.keys()];
  const other = weights.find((name) => name.startsWith('encoders/') && !kernels.includes(name))!;
  const refused: readonly (readonly [Partial<Adapters>, string])[] = [
    [{ rank: 4 }, 'the rank is 2 in the file, and 4 there'],
    [{ rank: 1 }, 'the rank is 2 in the file, and 1 there'],
    [{ scaling: 8 }, 'the scaling is 4 in the file, and 8 there'],
    [{ frozenHash: 'a'.repeat(64) }, `the hash of the frozen weights is ${frozenHash} in the file`],
    [{ kernels: kernels.slice(1) }, `the file has adapters/${kernels[0]}/A, whose kernel is not listed there`],
    [{ kernels: [...kernels, 'nope'] }, 'nope, which is no kernel of the ensemble, is listed there'],
    [{ kernels: [...kernels, other] }, `${other} is listed there, and the file has no adapters/${other}/A`],
  ];
  for (const [changed, told] of refused) {
    await expect(describedAs(changed, merge)).rejects.toMatchObject({
      code: 'damaged',
      message: expect.stringContaining(told) as string,
      where: modelFiles.adapters(folder),
    });
  }
  // Files of the lab may come with a hash that fits them: shapes are looked at all the same.
  const { tensors, metadata } = readSafetensors(readFileSync(modelFiles.adapters(folder)), 'adapters');
  const [name, { shape, data }] = [...tensors].find(([one]) => one.endsWith('/A'))!;
  const turned = writeSafetensors({
    tensors: new Map([...tensors, [name, { shape: [...shape].reverse(), data }]]),
    metadata,
  });
  const whole = readFileSync(modelFiles.adapters(folder));
  writeFileSync(modelFiles.adapters(folder), turned);
  await expect(describedAs({ hash: hashOfBytes(turned) }, merge)).rejects.toThrow(
    `${name} is ${shape[1]} × 2 in the file, where 2 × ${shape[1]} is needed`,
  );
  writeFileSync(modelFiles.adapters(folder), whole);
});

test('adapters that were changed along with their hash are told apart from weights that were', async () => {
  const file = modelFiles.adapters(folder);
  const merging = spoilt(file, () =>
    describedAs({ hash: hashOfBytes(readFileSync(file)) }, () => mergeAdapters(lab, idOf(spec))),
  );
  await expect(merging).rejects.toMatchObject({
    code: 'damaged',
    message: 'gives other weights than those that model.json describes and the model has.',
    where: file,
  });
});
