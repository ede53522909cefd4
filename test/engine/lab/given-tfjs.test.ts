import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { strToU8, zipSync, type Zippable } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { inGiven } from '../../../src/engine/lab/given-place';
import { readGivenTfjs } from '../../../src/engine/lab/given-tfjs';
import { readContainer, writeContainer } from '../../../src/engine/formats/tfjs/container';
import { LabError } from '../../../src/shared/errors';
import { sharedFolder } from '../../support/temporary-folder';
import { writeTfjs, type TfjsFiles } from '../../support/tfjs-files';

const read = (given: string) => inGiven(given, readGivenTfjs);

let root: string;
let made = 0;
beforeAll(async () => {
  const { folder, remove } = await sharedFolder();
  root = folder;
  return remove;
});

const dense = (name: string, from: string): Record<string, unknown> => ({
  class_name: 'Dense',
  name,
  config: { name, units: 2, activation: 'linear' },
  inbound_nodes: [[[from, 0, 0, {}]]],
});
const values = Float32Array.from({ length: 8 }, (_, at) => at / 8);

/** A whole one: x → a → y, of which tests change what they are about. */
function whole(): { json: Record<string, unknown>; shards: Record<string, Uint8Array> } {
  const weights = [
    { name: 'a/kernel', shape: [2, 2], dtype: 'float32' },
    { name: 'a/bias', shape: [2], dtype: 'float32' },
    { name: 'y/bias', shape: [2], dtype: 'float32' },
  ];
  const input = { class_name: 'InputLayer', name: 'x', config: { name: 'x', batch_input_shape: [null, 2] }, inbound_nodes: [] }; // prettier-ignore
  const config = {
    name: 'model',
    layers: [input, dense('a', 'x'), dense('y', 'a')],
    input_layers: [['x', 0, 0]],
    output_layers: [['y', 0, 0]],
  };
  const bytes = new Uint8Array(values.buffer);
  return {
    json: {
      format: 'layers-model',
      modelTopology: { class_name: 'Functional', config },
      weightsManifest: [{ paths: ['one.bin', 'two.bin'], weights }],
    },
    shards: { 'one.bin': bytes.slice(0, 20), 'two.bin': bytes.slice(20) },
  };
}

function place(files: TfjsFiles): string {
  const folder = path.join(root, `m${(made += 1)}`);
  writeTfjs(folder, files);
  return folder;
}

function zipped(entries: Zippable): string {
  const file = path.join(root, `m${(made += 1)}.zip`);
  writeFileSync(file, zipSync(entries));
  return file;
}

interface Layers {
  modelTopology: { class_name: string; config: { layers: Record<string, unknown>[]; [field: string]: unknown } };
  weightsManifest: { paths: string[]; weights: Record<string, unknown>[] }[];
}

/** Changes what a whole one says, and what lies beside it. */
function changed(change: (json: Layers, shards: Record<string, Uint8Array>) => void): string {
  const files = whole();
  change(files.json as unknown as Layers, files.shards);
  return place(files);
}

describe('what is no whole model of TensorFlow.js', () => {
  const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
  const cases: readonly (readonly [string, () => string, Partial<Record<'code', string>>, RegExp])[] = [
    ['nothing', () => path.join(root, 'nowhere'), { code: 'not-found' }, /^is not there/],
    ['a folder without model.json', () => { const at = path.join(root, 'empty'); mkdirSync(at); return at; }, {}, /has no model in it/], // prettier-ignore
    ['no JSON', () => { const at = place(whole()); writeFileSync(path.join(at, 'model.json'), '{"a":'); return at; }, {}, /JSON/], // prettier-ignore
    ['megabytes of brackets', () => { const at = place(whole()); writeFileSync(path.join(at, 'model.json'), nested(2_000_000)); return at; }, {}, /nested more than 64 levels deep/], // prettier-ignore
    ['a JSON of 33 MiB', () => { const at = place(whole()); writeFileSync(path.join(at, 'model.json'), ' '.repeat(33 << 20)); return at; }, {}, /at most belong there/], // prettier-ignore
    ['a field that objects have by themselves', () => { const at = place(whole()); writeFileSync(path.join(at, 'model.json'), '{"modelTopology":{"__proto__":{"a":1}},"weightsManifest":[]}'); return at; }, {}, /field "__proto__"/], // prettier-ignore
    ['another format', () => changed((json) => Object.assign(json, { format: 'tfdf' })), {}, /format "tfdf"/],
    ['no manifest', () => changed((json) => delete (json as Partial<Layers>).weightsManifest), {}, /missing/],
    ['a shard that is cut', () => changed((_, shards) => { shards['two.bin'] = shards['two.bin'].slice(1); }), {}, /32 bytes in "one.bin" and 1 more, which hold 31/], // prettier-ignore
    ['a shard that is too long', () => changed((_, shards) => { shards['two.bin'] = new Uint8Array(13); }), {}, /"two.bin" 13 bytes, of which 12 at most/], // prettier-ignore
    ['a shard that is missing', () => changed((_, shards) => { delete shards['two.bin']; }), {}, /"two.bin" is missing/], // prettier-ignore
    ['a shard above the folder', () => changed((json) => { json.weightsManifest[0].paths[0] = '../one.bin'; }), {}, /leaves its folder/], // prettier-ignore
    ['a shard within and out again', () => changed((json) => { json.weightsManifest[0].paths[0] = 'a/../../one.bin'; }), {}, /leaves its folder/], // prettier-ignore
    ['a shard at the root', () => changed((json) => { json.weightsManifest[0].paths[0] = '/etc/hostname'; }), {}, /leaves its folder/], // prettier-ignore
    ['a shard on a drive', () => changed((json) => { json.weightsManifest[0].paths[0] = 'C:\\one.bin'; }), {}, /leaves its folder/], // prettier-ignore
    ['a shard at an address', () => changed((json) => { json.weightsManifest[0].paths[0] = 'https://host/one.bin'; }), {}, /leaves its folder/], // prettier-ignore
    ['a shard that is a folder', () => changed((json) => { json.weightsManifest[0].paths[0] = '.'; }), {}, /one|regular|leaves/], // prettier-ignore
    ['weights of terabytes', () => changed((json) => { json.weightsManifest[0].weights[0].shape = [1 << 20, 1 << 20]; }), {}, /at most 1073741824 are read/], // prettier-ignore
    ['a size below nothing', () => changed((json) => { json.weightsManifest[0].weights[0].shape = [-2, 2]; }), {}, /shape\[0\].*-2|-2/], // prettier-ignore
    ['a type of weights that is none', () => changed((json) => { json.weightsManifest[0].weights[0].dtype = 'float8'; }), {}, /float8/], // prettier-ignore
    ['texts as weights', () => changed((json) => { json.weightsManifest[0].weights[0].dtype = 'string'; }), { code: 'unsupported' }, /of the type string/], // prettier-ignore
    ['two weights of a name', () => changed((json) => { json.weightsManifest[0].weights[2].name = 'a/bias'; }), {}, /two weights "a\/bias"/], // prettier-ignore
    ['packed weights without a scale', () => changed((json) => { json.weightsManifest[0].weights[0].quantization = { dtype: 'uint8', min: 0 }; }), {}, /packs the weight "a\/kernel"/], // prettier-ignore
    ['a weight that is no number', () => changed((_, shards) => { new DataView(shards['one.bin'].buffer).setFloat32(4, NaN, true); }), {}, /1 number in the weight "a\/kernel" that is not finite/], // prettier-ignore
    ['infinite weights', () => changed((_, shards) => { new DataView(shards['one.bin'].buffer).setFloat32(16, Infinity, true); }), {}, /in the weight "a\/bias"/], // prettier-ignore
    ['code', () => changed((json) => { json.modelTopology.config.layers[1].class_name = 'Lambda'; }), { code: 'unsupported' }, /the layer "a" of the kind "Lambda"/], // prettier-ignore
    ['a layer of somebody’s own', () => changed((json) => { json.modelTopology.config.layers[1].class_name = 'MyAttention'; }), { code: 'unsupported' }, /MyAttention/], // prettier-ignore
    ['a layer by the name of what objects have', () => changed((json) => { json.modelTopology.config.layers[1].class_name = 'constructor'; }), { code: 'unsupported' }, /"constructor"/], // prettier-ignore
    ['layers in a circle', () => changed((json) => { json.modelTopology.config.layers[1] = dense('a', 'y'); }), {}, /read themselves/], // prettier-ignore
    ['a layer that reads nobody', () => changed((json) => { json.modelTopology.config.layers[1] = dense('a', 'b'); }), {}, /reads "b" \(call 1\), which is not there/], // prettier-ignore
    ['two layers of a name', () => changed((json) => { json.modelTopology.config.layers[2] = dense('a', 'x'); }), {}, /two layers "a"/], // prettier-ignore
    ['an output that is nowhere', () => changed((json) => { json.modelTopology.config.output_layers = [['z', 0, 0]]; }), {}, /"z" \(call 1\) among its output layers/], // prettier-ignore
    ['a layer larger than its weights', () => changed((json) => { (json.modelTopology.config.layers[1].config as { units: number }).units = 1e9; }), {}, /1000000000 units/], // prettier-ignore
    ['a layer that remembers', () => changed((json) => { Object.assign(json.modelTopology.config.layers[1].config as object, { stateful: true }); }), { code: 'unsupported' }, /remembers/], // prettier-ignore
    [
      'no layers',
      () =>
        changed((json) => {
          json.modelTopology.config.layers = [];
        }),
      {},
      /without layers/,
    ],
    ['an archive without model.json', () => zipped({ 'readme.txt': strToU8('no') }), {}, /has no model in it/],
    ['an archive of two models', () => zipped({ a: { 'model.json': strToU8('{}') }, b: { 'model.json': strToU8('{}') } }), {}, /has 2 models in it: "a\/model.json", "b\/model.json"/], // prettier-ignore
    ['what is called zip', () => { const at = path.join(root, 'no.zip'); writeFileSync(at, 'PK no'); return at; }, {}, /is no zip archive/], // prettier-ignore
    ['an archive that leaves itself', () => { const { json, shards } = whole(); (json as unknown as Layers).weightsManifest[0].paths[0] = '../one.bin'; return zipped({ 'm/model.json': strToU8(JSON.stringify(json)), 'one.bin': shards['one.bin'], 'm/two.bin': shards['two.bin'] }); }, {}, /leaves its folder/], // prettier-ignore
    ['an archive that grows', () => { const { json, shards } = whole(); return zipped({ 'model.json': strToU8(JSON.stringify(json)), ...shards, 'one.bin': new Uint8Array(200 << 20) }); }, {}, /209715200 bytes, of which 32 at most/], // prettier-ignore
    ['an archive whose JSON grows', () => zipped({ 'model.json': new Uint8Array(100 << 20).fill(32) }), {}, /104857600 bytes/], // prettier-ignore
  ];

  it.each(cases)('%s', async (_, given, { code = 'invalid' }, message) => {
    const place = given();
    const before = readdirSync(root).length;
    const started = performance.now();
    const error = await read(place).then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(LabError);
    expect(error).toMatchObject({ code });
    expect((error as LabError).message).toMatch(message);
    expect((error as LabError).where).toContain(root);
    expect((error as LabError).remedy ?? (error as LabError).problems).toBeTruthy();
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(readdirSync(root)).toHaveLength(before);
  });

  it('a link out of the folder', async () => {
    const outside = path.join(root, 'outside.bin');
    writeFileSync(outside, new Uint8Array(20));
    const folder = changed((_, shards) => {
      delete shards['one.bin'];
    });
    symlinkSync(outside, path.join(folder, 'one.bin'));
    await expect(read(folder)).rejects.toThrow(/leaves the folder through a link/);
  });
});

describe('what is kept', () => {
  it('is the same whatever it came as, and reads back', async () => {
    const { json, shards } = whole();
    const folder = place({ json, shards });
    const files = { 'model.json': strToU8(JSON.stringify(json)), ...shards };
    const kept = writeContainer(await read(folder));
    expect(writeContainer(await read(path.join(folder, 'model.json')))).toEqual(kept);
    expect(writeContainer(await read(zipped(files)))).toEqual(kept);
    expect(writeContainer(await read(zipped({ deep: { inside: files } })))).toEqual(kept);
    const again = readContainer(kept, 'model.tfjs');
    expect(new Float32Array(again.weights.slice().buffer)).toEqual(values);
    expect(writeContainer(again)).toEqual(kept);
  });

  it('is refused in part, and with more behind it', async () => {
    const kept = writeContainer(await read(place(whole())));
    for (const length of [0, 4, 8, 100, kept.length - 1]) {
      expect(() => readContainer(kept.slice(0, length), 'model.tfjs')).toThrow(LabError);
    }
    expect(() => readContainer(Buffer.concat([kept, Buffer.alloc(1)]), 'model.tfjs')).toThrow(LabError);
    const huge = kept.slice();
    new DataView(huge.buffer).setBigUint64(0, 2n ** 62n, true);
    expect(() => readContainer(huge, 'model.tfjs')).toThrow(LabError);
  });
});
