/** Models made elsewhere, and pretrained weights, go from lab to lab with the runs that need them. */
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { importedFiles } from '../../../src/engine/files/imported-files';
import { layout, weightsFiles } from '../../../src/engine/lab/layout';
import { startEngine, type EngineClient } from '../../../src/host/engine-client';
import { hashOfBytes, shortId } from '../../../src/shared/identity';
import { ModelMap } from '../../../src/shared/imported/model-map';
import type { ModelDescription } from '../../../src/shared/models/model-description';
import { fetched, fetchedEncoder } from '../../support/exported-model';
import { forged, packed, unpack, type Carried } from '../../support/carried-archive';
import { hasOnnxRuntime } from '../../support/onnx-runtime';
import { sharedFolder, temporaryFolder } from '../../support/temporary-folder';
import { recordsOf, tinyLab, weightsOf } from '../../support/tiny-lab';
import { tinySpec } from '../../support/tiny-model';
import { tinyPlan } from '../../support/tiny-study';

interface Served {
  readonly lab: string;
  readonly engine: EngineClient;
}

async function served(): Promise<Served> {
  const lab = await tinyLab();
  const engine = await startEngine({ lab, workers: 1 });
  onTestFinished(() => engine.close());
  return { lab, engine };
}

type Form = 'onnx' | 'tfjs';
const forms: readonly Form[] = hasOnnxRuntime() ? ['onnx', 'tfjs'] : ['tfjs'];

/** Written down by one lab and brought in again, as a model made elsewhere. */
async function brought(engine: EngineClient, model: string, form: Form, folder: string): Promise<ModelDescription> {
  const files = await fetched(engine, await engine.request('models.export', { model, form, stem: 'tiny' }));
  await mkdir(folder);
  for (const [name, bytes] of files) await writeFile(path.join(folder, name), bytes);
  const map = [...files].find(([name]) => name.endsWith('map.json'))?.[1];
  if (map === undefined) throw new Error('The export has no map.');
  return engine.request('models.import', {
    source: { kind: 'path', path: folder },
    dataset: tinySpec.dataset,
    map: ModelMap.parse(JSON.parse(new TextDecoder().decode(map))),
    directory: folder,
  });
}

/** A run of models made elsewhere and of one whose encoder starts from weights, and what leaves its lab. */
let here: Served & {
  readonly run: string;
  readonly models: readonly ModelDescription[];
  readonly weights: string;
  readonly bare: Carried;
  readonly whole: Carried;
};
let removeHere: () => Promise<void>;

beforeAll(async () => {
  const { folder, remove } = await sharedFolder();
  const lab = await tinyLab(path.join(folder, 'lab'));
  const engine = await startEngine({ lab, workers: 1 });
  removeHere = async () => {
    await engine.close();
    await remove();
  };
  const { id: own } = await engine.request('models.train', { spec: tinySpec });
  const models: ModelDescription[] = [];
  for (const form of forms) models.push(await brought(engine, own, form, path.join(folder, form)));
  const { content } = await fetchedEncoder(engine, own, 'text');
  const { hash: weights } = await engine.request('weights.add', { file: 'text.safetensors', content });
  const [subject] = tinyPlan().subjects;
  const plan = tinyPlan({
    subjects: [
      ...models.map(({ spec, imported }) => ({ name: imported?.source.kind ?? '', recipe: spec.recipe })),
      { ...subject, name: 'began', training: { ...subject.training, pretrained: { text: { weights } } } },
    ],
    attacks: [{ name: 'decoupling', modalities: ['image', 'text'], maxQueries: 20, randomRemovals: 1 }],
  });
  const { id: run } = await engine.request('studies.run', { plan });
  const [bare, whole] = [await packed(engine, run, false), await packed(engine, run, true)];
  here = { lab, engine, run, models, weights, bare, whole };
}, 240_000);
afterAll(() => removeHere());

/** SHA-256 of all files below a folder, by their path; but for what was learned of a machine's devices. */
async function hashesOf(folder: string): Promise<ReadonlyMap<string, string>> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter(
    (one) => one.isFile() && one.name !== 'devices.json',
  );
  const files = names.map((one) => path.join(one.parentPath, one.name)).sort();
  return new Map(
    await Promise.all(
      files.map(async (file) => [path.relative(folder, file), hashOfBytes(await readFile(file))] as const),
    ),
  );
}

async function isEmpty({ lab, engine }: Served): Promise<void> {
  expect((await engine.request('runs.list', {})).runs).toEqual([]);
  expect(await engine.request('models.list', {})).toEqual([]);
  expect(await engine.request('weights.list', {})).toEqual([]);
  for (const folder of [layout.models(lab), layout.weights(lab), layout.runs(lab)]) {
    expect(existsSync(folder) ? await readdir(folder) : []).toEqual([]);
  }
}

describe('models made elsewhere in an archive', () => {
  it('come into another lab file by file as they were, answer there, and their run is whole', async () => {
    const there = await served();
    expect(await unpack(there.engine, here.whole)).toEqual([here.run]);
    for (const { id, weightsHash } of here.models) {
      expect(await hashesOf(layout.model(there.lab, id))).toEqual(await hashesOf(layout.model(here.lab, id)));
      expect(await there.engine.request('models.check', { model: id })).toEqual({ weightsHash });
      const score = await here.engine.request('models.score', { model: id });
      expect(await there.engine.request('models.score', { model: id })).toEqual(score);
    }
    expect(await hashesOf(layout.weights(there.lab))).toEqual(await hashesOf(layout.weights(here.lab)));
    const named = (await here.engine.request('runs.show', { run: here.run })).models.map(({ id }) => id);
    const own = (await weightsOf(here.lab)).filter((line) => named.some((id) => line.startsWith(id)));
    expect(await weightsOf(there.lab)).toEqual(own);
    expect(await recordsOf(there.lab, here.run)).toEqual(await recordsOf(here.lab, here.run));
    const resume = { run: here.run, force: false, repair: false };
    expect(await there.engine.request('studies.resume', resume)).toMatchObject({ state: 'finished' });
    // What is there is wanted no more, and leaves as it came.
    expect(await unpack(there.engine, here.whole)).toEqual([]);
    const again = new Map((await packed(there.engine, here.run, true)).map(({ name, sha256 }) => [name, sha256]));
    const before = here.whole.filter(({ name }) => !name.endsWith('/events.jsonl'));
    for (const { name, sha256 } of before) expect([name, again.get(name)]).toEqual([name, sha256]);
  });

  it('leave twice as the same bytes, and without weights as descriptions alone', async () => {
    expect(await packed(here.engine, here.run, true)).toEqual(here.whole);
    const bare = new Set(here.bare.map(({ name }) => name));
    const more = here.whole.filter(({ name }) => !bare.has(name)).map(({ name }) => name.split('/')[0]);
    expect(here.bare.every(({ name }) => name.startsWith('runs/'))).toBe(true);
    expect(new Set(more)).toEqual(new Set(['imported', 'weights', 'pretrained']));
    const there = await served();
    await unpack(there.engine, here.bare);
    const models = (await there.engine.request('runs.show', { run: here.run })).models;
    for (const model of here.models) expect(models).toContainEqual(model);
    expect(await there.engine.request('models.list', {})).toEqual([]);
    expect(await there.engine.request('weights.list', {})).toEqual([]);
    // The other archive brings what was left out.
    expect(await unpack(there.engine, here.whole)).toEqual([]);
    for (const { id } of here.models) {
      expect(await hashesOf(layout.model(there.lab, id))).toEqual(await hashesOf(layout.model(here.lab, id)));
    }
    expect(await hashesOf(layout.weights(there.lab))).toEqual(await hashesOf(layout.weights(here.lab)));
  });

  it('come back into a lab that removed one of them', async () => {
    const there = await served();
    await unpack(there.engine, here.whole);
    const [{ id }] = here.models;
    const before = await hashesOf(layout.model(there.lab, id));
    await rename(layout.model(there.lab, id), path.join(await temporaryFolder(), 'gone'));
    expect(await unpack(there.engine, here.whole)).toEqual([]);
    expect(await hashesOf(layout.model(there.lab, id))).toEqual(before);
  });

  describe.each(forms)('%s', (form) => {
    const model = (): ModelDescription => here.models[forms.indexOf(form)];
    const folderIn = (): string => `imported/${shortId(model().id)}`;
    const describedAs = (): string => `models/${shortId(model().id)}.json`;
    const refused = async (carried: Carried, message: RegExp): Promise<void> => {
      const there = await served();
      await expect(unpack(there.engine, carried)).rejects.toMatchObject({
        code: 'damaged',
        message: expect.stringMatching(message) as string,
      });
      await isEmpty(there);
    };

    it('are refused with another graph, whether or not its description fits, and nothing is taken in', async () => {
      const kept = `${folderIn()}/model.${form}`;
      const bent = rewritten(here.whole, kept, (content) => content.fill(content[0] ^ 1, 0, 1));
      await refused(bent, /its hash is another than its description’s/u);
      const sha256 = bent.find(({ name }) => name === kept)?.sha256 ?? '';
      const { weightsHash } = model();
      await refused(
        forged(bent, describedAs(), (text) => text.replaceAll(weightsHash, sha256)),
        /its id does not fit/u,
      );
      const cut = here.whole.map((file) =>
        file.name === kept ? { ...file, content: file.content.subarray(1) } : file,
      );
      await refused(cut, /its checksum does not fit/u);
    });

    it('are refused without a vocabulary, with another one, and with files that are not theirs', async () => {
      const isVocabulary = (name: string): boolean => name.startsWith(`${folderIn()}/files/`);
      const vocabulary = here.whole.find(({ name }) => isVocabulary(name));
      if (vocabulary === undefined) throw new Error('The archive has no vocabulary.');
      await refused(
        here.whole.filter(({ name }) => !isVocabulary(name)),
        /^lacks imported\//u,
      );
      await refused(
        rewritten(here.whole, vocabulary.name, (content) => Buffer.concat([content, Buffer.from('\nmore')])),
        /its hash is another than its description’s/u,
      );
      const other = { ...vocabulary, name: `${folderIn()}/files/${'0'.repeat(64)}` };
      await refused([...here.whole, other], /^is no file of the model/u);
    });

    it('are refused with names that lead out of their folder', async () => {
      const there = await served();
      const [name] = Object.keys(model().imported?.files ?? {});
      const away = forged(here.whole, describedAs(), (text) => text.replaceAll(`"${name}"`, '"../../stolen.txt"'));
      await expect(unpack(there.engine, away)).rejects.toMatchObject({ code: 'damaged' });
      // The map left as it was, so that only the list of hashes leads away.
      const listed = forged(here.whole, describedAs(), (text) => text.replace(`"${name}": "`, '"../../stolen.txt": "'));
      expect(listed).not.toEqual(here.whole);
      await expect(unpack(there.engine, listed)).rejects.toMatchObject({
        code: 'damaged',
        message: expect.stringMatching(/its id does not fit/u) as string,
      });
      await isEmpty(there);
      const files = [`${folderIn()}/files/../../x`, `${folderIn()}/model.bin`, `${folderIn()}/files/words.txt`];
      for (const bad of files) {
        const asked = there.engine.request('archive.open', {
          files: [{ name: bad, bytes: 1, sha256: '0'.repeat(64) }],
        });
        await expect(asked, bad).rejects.toMatchObject({ code: 'invalid' });
      }
    });

    it('do not leave where their graph is another than was imported, or is gone', async () => {
      const there = await served();
      await unpack(there.engine, here.whole);
      const graph = importedFiles.kept(layout.model(there.lab, model().id), form);
      const bytes = await readFile(graph);
      await writeFile(graph, Buffer.concat([bytes, Buffer.from('x')]));
      const asked = { runs: [here.run], weights: true };
      const where = `${folderIn()}/model.${form}`;
      await expect(there.engine.request('archive.files', asked)).rejects.toMatchObject({
        code: 'damaged',
        where,
        message: 'is not what the lab took in: its hash differs.',
      });
      await rename(graph, path.join(await temporaryFolder(), 'gone'));
      await expect(there.engine.request('archive.files', asked)).rejects.toMatchObject({ code: 'damaged', where });
    });
  });
});

describe('pretrained weights in an archive', () => {
  const refused = async (carried: Carried, message: RegExp): Promise<void> => {
    const there = await served();
    await expect(unpack(there.engine, carried)).rejects.toMatchObject({
      code: 'damaged',
      message: expect.stringMatching(message) as string,
    });
    await isEmpty(there);
  };

  it('are refused where they are others, say so, or nothing begins from them', async () => {
    const folder = `pretrained/${shortId(here.weights)}`;
    const tensors = `${folder}/weights.safetensors`;
    await refused(
      rewritten(here.whole, tensors, (content) => content.fill(content[content.length - 1] ^ 1, content.length - 1)),
      /its hash is another/u,
    );
    await refused(
      forged(here.whole, `${folder}/weights.json`, (text) => text.replace(/"parameters": \d+/u, '"parameters": 1')),
      /^describes other weights/u,
    );
    await refused(
      here.whole.filter(({ name }) => name !== `${folder}/weights.json`),
      /^lacks pretrained\//u,
    );
    const strange = here.whole.map((file) => ({ ...file, name: file.name.replace(folder, 'pretrained/0123456789ab') }));
    await refused(strange, /^is named by no training of its runs/u);
  });

  it('take the place of what a crash left of them', async () => {
    const there = await served();
    const own = layout.weightsOf(there.lab, here.weights);
    await mkdir(own, { recursive: true });
    await writeFile(weightsFiles.tensors(own), 'half');
    await unpack(there.engine, here.whole);
    expect(await hashesOf(layout.weights(there.lab))).toEqual(await hashesOf(layout.weights(here.lab)));
  });
});

/** The same archive, the bytes of one file changed together with its checksum. */
function rewritten(carried: Carried, name: string, change: (content: Buffer) => Buffer): Carried {
  return carried.map((file) => {
    if (file.name !== name) return file;
    const content = change(Buffer.from(file.content));
    return { ...file, content, bytes: content.length, sha256: hashOfBytes(content) };
  });
}
