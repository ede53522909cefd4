import { mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { strToU8, zipSync, type Zippable } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { inGiven, type GivenPlace } from '../../../src/engine/lab/given-place';
import { mapBeside } from '../../../src/engine/lab/map-beside';
import { LabError } from '../../../src/shared/errors';
import { ModelMap } from '../../../src/shared/imported/model-map';
import { sharedFolder } from '../../support/temporary-folder';

let root: string;
let made = 0;
beforeAll(async () => {
  const { folder, remove } = await sharedFolder();
  root = folder;
  return remove;
});

const map = ModelMap.parse({
  format: 'muroan.model-map',
  formatVersion: 1,
  title: 'One',
  inputs: { image: { kind: 'numbers', input: 'x' } },
  output: { name: 'y', classes: ['a', 'b'] },
});
const mapText = JSON.stringify(map);
const otherText = JSON.stringify({ ...map, title: 'Another' });
const MODEL = 'not looked into here';

type Files = Readonly<Record<string, string>>;

function folderOf(files: Files): string {
  const folder = path.join(root, `folder-${String(made++)}`);
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  return folder;
}

function zipOf(files: Zippable): string {
  const file = path.join(root, `zip-${String(made++)}.zip`);
  writeFileSync(file, zipSync(files));
  return file;
}

const packed = (files: Files): Zippable =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]));
const beside = (given: string) => mapBeside({ kind: 'path', path: given });
const facts = ({ kind, model }: GivenPlace) => Promise.resolve({ kind, model });

async function refused(work: Promise<unknown>): Promise<LabError> {
  const error = await work.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(LabError);
  return error as LabError;
}

describe('the map beside a model', () => {
  it('is found in a folder, an archive, and beside a file, under its own name or as map.json', async () => {
    for (const name of ['m.map.json', 'map.json']) {
      const files = { 'm.onnx': MODEL, [name]: mapText, 'vocab.json': '["map.json"]' };
      const folder = folderOf(files);
      expect(await beside(folder)).toEqual({ map, mapError: null, directory: folder });
      expect(await beside(path.join(folder, 'm.onnx'))).toMatchObject({ map, mapError: null });
      const zip = zipOf({ ...packed(files), __MACOSX: packed({ '._m.onnx': 'x', '._map.json': 'x' }) });
      expect(await beside(zip)).toEqual({ map, mapError: null, directory: zip });
      expect(await beside(zipOf({ deep: { inside: packed(files) } }))).toMatchObject({ map, mapError: null });
    }
    expect(await beside(folderOf({ 'model.json': '{}', 'map.json': mapText }))).toMatchObject({ map, mapError: null });
  });

  it('is each model’s own where several lie in one folder', async () => {
    const folder = folderOf({
      ...{ 'a.onnx': MODEL, 'b.onnx': MODEL, 'c.onnx': MODEL },
      ...{ 'a.map.json': mapText, 'b.map.json': otherText },
    });
    expect((await beside(path.join(folder, 'a.onnx'))).map?.title).toBe('One');
    expect((await beside(path.join(folder, 'b.onnx'))).map?.title).toBe('Another');
    expect((await beside(path.join(folder, 'c.onnx'))).map).toBeNull();
  });

  it('is none where none lies there, another kind of map does, or one lies in another folder', async () => {
    const none = { map: null, mapError: null };
    expect(await beside(folderOf({ 'm.onnx': MODEL }))).toMatchObject(none);
    expect(await beside(folderOf({ 'm.onnx': MODEL, 'map.json': '{"format":"of data"}' }))).toMatchObject(none);
    expect(await beside(zipOf({ 'm.onnx': strToU8(MODEL), up: packed({ 'map.json': mapText }) }))).toMatchObject(none);
    expect(await beside(zipOf({ in: packed({ 'm.onnx': MODEL }), ...packed({ 'map.json': mapText }) }))).toMatchObject(
      none,
    );
    expect(await mapBeside({ kind: 'http', address: 'http://127.0.0.1:1/' })).toEqual({ ...none, directory: null });
  });

  it.each([
    ['is no JSON', { 'map.json': mapText.slice(0, -9) }, /JSON|end/u],
    ['has a field twice', { 'map.json': mapText.replace('{', '{"title":"x",') }, /twice/u],
    ['has a field that is none', { 'map.json': mapText.replace('"title"', '"titel"') }, /titel|title/u],
    ['says to be something else under the model’s name', { 'm.map.json': '{"format":"of data"}' }, /muroan.model-map/u],
    ['is newer', { 'map.json': mapText.replace('"formatVersion":1', '"formatVersion":2') }, /newer/u],
    ['is nested without end', { 'map.json': '['.repeat(100_000) + ']'.repeat(100_000) }, /nested/u],
    ['names a file elsewhere', { 'map.json': withVocabulary('../words.txt') }, /without a folder/u],
    ['is one of two', { 'a.map.json': mapText, 'map.json': otherText }, /has 2 maps in it: a.map.json, map.json/u],
    ['is too large', { 'map.json': ' '.repeat(4_000_001) }, /4000001 bytes, of which 4000000 at most/u],
  ])('that %s is told, in a folder as in an archive, and no other taken', async (_what, maps, said) => {
    const files: Files = { 'm.onnx': MODEL, ...maps };
    for (const given of [folderOf(files), zipOf(packed(files))]) {
      const { map: found, mapError } = await beside(given);
      expect(found).toBeNull();
      expect(`${mapError?.message ?? ''} ${JSON.stringify(mapError)}`).toMatch(said);
      expect(JSON.stringify(mapError)).toContain(path.basename(given));
    }
  });

  it('behind a link out of the folder is told', async () => {
    const outside = path.join(folderOf({ 'map.json': mapText }), 'map.json');
    const folder = folderOf({ 'm.onnx': MODEL });
    symlinkSync(outside, path.join(folder, 'map.json'));
    const { map: found, mapError } = await beside(folder);
    expect(found).toBeNull();
    expect(mapError?.message).toContain('leaves the folder through a link');
  });
});

function withVocabulary(vocabulary: string): string {
  const text = { kind: 'words', ids: 'i', length: 4, tokenizer: { kind: 'words', vocabulary } };
  return JSON.stringify({ ...map, inputs: { text } });
}

describe('what is given', () => {
  it('is told by what lies there', async () => {
    const onnx = { kind: 'onnx', model: 'm.onnx' };
    const tfjs = { kind: 'tfjs', model: 'model.json' };
    const folder = folderOf({ 'm.onnx': MODEL });
    for (const given of [folder, path.join(folder, 'm.onnx'), zipOf({ deep: packed({ 'm.onnx': MODEL }) })]) {
      expect(await inGiven(given, facts)).toEqual(onnx);
    }
    const other = folderOf({ 'model.json': '{}' });
    for (const given of [other, path.join(other, 'model.json'), zipOf({ deep: packed({ 'model.json': '{}' }) })]) {
      expect(await inGiven(given, facts)).toEqual(tfjs);
    }
    // As caches of models keep them: the name is a link's, the file is called after its hash.
    const cached = path.join(folderOf({}), 'm.onnx');
    symlinkSync(path.join(folderOf({ abc123: MODEL }), 'abc123'), cached);
    const read = await inGiven(cached, async (place) => ({
      ...(await facts(place)),
      bytes: await place.readModel(99),
    }));
    expect(read).toEqual({ ...onnx, bytes: Buffer.from(MODEL) });
  });

  it('is refused where it holds none, or several, which are named', async () => {
    for (const given of [folderOf({ 'a.txt': '' }), zipOf(packed({ 'a.txt': '' }))]) {
      expect(await refused(inGiven(given, facts))).toMatchObject({ code: 'invalid', where: given });
    }
    const several = packed({ 'b.onnx': MODEL, 'a.onnx': MODEL, 'model.json': '{}' });
    const error = await refused(inGiven(zipOf(several), facts));
    expect(error.message).toMatch(/^has 3 models in it: "b.onnx", "a.onnx", "model.json"/u);
    expect(await refused(inGiven(folderOf({ 'a.onnx': '', 'b.onnx': '' }), facts))).toMatchObject({
      message: 'has 2 models in it: "a.onnx", "b.onnx".',
      remedy: 'Give the path of one of them.',
    });
    const many = Object.fromEntries(Array.from({ length: 3000 }, (_, at) => [`${String(at)}.onnx`, strToU8('')]));
    expect((await refused(inGiven(zipOf(many), facts))).message).toMatch(/^has 3000 models .* and 2996 more\.$/u);
  });

  it('is refused as an archive that is next to nothing packed, before it is unpacked', async () => {
    const bytes = 3 << 20;
    const swelling = zipOf({ 'm.onnx': new Uint8Array(bytes), 'map.json': strToU8(mapText) });
    const error = await refused(inGiven(swelling, (place) => place.readModel(2_000_000_000)));
    expect(error).toMatchObject({ code: 'invalid', where: swelling, remedy: 'Unpack it, and give the folder.' });
    expect(error.message).toMatch(/^has in "m.onnx" 3145728 bytes packed into \d{4}; up to 200 times/u);
    const { directory, map: found } = await beside(swelling);
    expect([directory, found]).toEqual([swelling, map]);
    // What it says of its sizes is not believed: less than is there ends the unpacking, more than the file has is no archive.
    for (const [size, packedTo] of [
      [99, null],
      [bytes, bytes],
    ] as const) {
      const lying = readFileSync(swelling);
      const entry = lying.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
      lying.writeUInt32LE(size, entry + 24);
      if (packedTo !== null) lying.writeUInt32LE(packedTo, entry + 20);
      writeFileSync(path.join(root, 'lying.zip'), lying);
      const work = inGiven(path.join(root, 'lying.zip'), (place) => place.readModel(2_000_000_000));
      expect((await refused(work)).message).toMatch(/is damaged/u);
    }
    const likely = zipOf({
      'm.onnx': Uint8Array.from({ length: bytes }, (_, at) => (at % 100 === 0 ? Math.random() * 256 : 0)),
    });
    expect(await inGiven(likely, (place) => place.readModel(bytes))).toHaveLength(bytes);
  });

  it('is refused as an archive that is cut, grows, or leads out of itself, and writes nothing', async () => {
    const outside = folderOf({ 'words.txt': 'secret' });
    const whole = zipSync({ 'm/m.onnx': strToU8(MODEL), 'words.txt': strToU8('above') });
    const given = path.join(outside, 'slip.zip');
    writeFileSync(given, whole);
    for (const name of ['../words.txt', '../../words.txt', `${outside}/words.txt`]) {
      const error = await refused(inGiven(given, (place) => place.read(name, 99)));
      expect(error).toMatchObject({ code: 'invalid', where: given });
    }
    const cut = path.join(outside, 'cut.zip');
    for (const length of [0, 10, 40, whole.length - 30, whole.length - 1]) {
      writeFileSync(cut, whole.slice(0, length));
      expect((await refused(inGiven(cut, (place) => place.readModel(99)))).code).toBe('invalid');
    }
    const bomb = zipOf({ 'm.onnx': new Uint8Array(100 << 20) });
    const grown = await refused(inGiven(bomb, (place) => place.readModel(1 << 20)));
    expect(grown.message).toMatch(/104857600 bytes, of which 1048576 at most/u);
    expect(readdirSync(outside).sort()).toEqual(['cut.zip', 'slip.zip', 'words.txt']);
  });
});
