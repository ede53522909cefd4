import { randomUUID } from 'node:crypto';
import { lstat, mkdir, readdir, readFile, realpath, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { DatasetManifest } from '../../shared/dataset';
import { LabError } from '../../shared/errors';
import { hashOf, hashOfBytes } from '../../shared/identity';
import {
  blackBoxGives,
  hashOfImported,
  type GivenSource,
  type ImportedModel,
  type ImportedSource,
} from '../../shared/imported/imported-model';
import type { Differentiability, GraphNode } from '../../shared/imported/graph-node';
import type { GraphOutline } from '../../shared/imported/graph-outline';
import { filesOf, type ModelMap } from '../../shared/imported/model-map';
import type { PredictorSignature } from '../../shared/imported/signature';
import type { ModelDescription } from '../../shared/model-description';
import { importedRecipe } from '../../shared/recipe';
import { TrainingChoice } from '../../shared/training';
import { syncFolder, writeFileAtomic } from '../files/atomic';
import { importedFiles } from '../files/imported-files';
import { MASK_WORD } from '../modalities/modality';
import { describeServed } from '../predictors/http/client';
import { predictorAddress } from '../predictors/http/address';
import { checkMap } from '../predictors/map-check';
import { readOnnxGraph } from '../predictors/onnx/graph';
import { onnxOutline } from '../predictors/onnx/outline';
import { writeContainer } from '../predictors/tfjs/container';
import { openTokenizer } from '../predictors/words/tokenizer';
import { readGivenTfjs } from './given-tfjs';
import { formOf } from './imported-form';
import { layout, modelFiles } from './layout';

/** What one file of protocol buffers can hold, and what is read into memory at once. */
const MOST_BYTES = 2_000_000_000;
/** Vocabularies have some megabytes. */
const MOST_TEXT_BYTES = 64 << 20;
/** Raised whenever a graph computed here gives other numbers than it did. */
const FORM_VERSION = 1;
/** Hidden, so that nobody takes it for a model. */
const STAGED = '.import-';

/** A model as its makers give it. */
export interface ReadSource {
  readonly source: ImportedSource;
  readonly signature: PredictorSignature;
  /** Null where the model does not say. */
  readonly classes: readonly string[] | null;
  readonly parameters: number;
  /** What is kept of it; null of a program. */
  readonly graph: Uint8Array | null;
  readonly nodes: readonly GraphNode[];
  readonly differentiable: Differentiability;
}

/** Has a device worker look into a model of TensorFlow.js: the coordinator loads no tensor library. */
export type OutlineTfjs = (container: Uint8Array) => Promise<GraphOutline>;

/** @throws LabError `not-found`, `damaged`, `unsupported` or `invalid` for what cannot be taken */
export async function readSource(given: GivenSource, outlineTfjs: OutlineTfjs): Promise<ReadSource> {
  if (given.kind === 'http') {
    const { href } = predictorAddress(given.address);
    const { inputs, outputs, classes = null } = await describeServed(href);
    return {
      source: { kind: 'http', address: href },
      signature: { inputs, outputs },
      classes,
      parameters: 0,
      graph: null,
      nodes: [],
      differentiable: { possible: false, reason: 'is a program of yours, which answers and tells nothing else' },
    };
  }
  if (given.kind === 'tfjs') {
    const kept = await readGivenTfjs(given.path);
    const container = writeContainer(kept);
    const { form } = kept;
    const source = { kind: 'tfjs', form, sha256: hashOfBytes(container), bytes: container.byteLength } as const;
    return { source, classes: null, graph: container, ...(await outlineTfjs(container)) };
  }
  const { file } = given;
  const graph = await readLimited(file, file, MOST_BYTES);
  const { signature, parameters } = readOnnxGraph(graph, file);
  const source = { kind: 'onnx', sha256: hashOfBytes(graph), bytes: graph.byteLength } as const;
  return {
    source,
    signature,
    classes: null,
    parameters,
    graph,
    ...onnxOutline(graph, signature),
  };
}

export interface Importing {
  readonly lab: string;
  readonly given: GivenSource;
  readonly map: ModelMap;
  readonly directory: string | null;
  readonly manifest: DatasetManifest;
  readonly appVersion: string;
  readonly outlineTfjs: OutlineTfjs;
}

/** A form that gradients pass, held against the runtime. */
export type Form = Pick<ImportedModel, 'verified'> & {
  readonly embedded: readonly string[];
  readonly worded: readonly string[];
};

/** An imported model in a folder of its own, of which nothing is measured yet. */
export interface Staged {
  readonly folder: string;
  /** `test` is not measured. It is a black box, unless it has become more. */
  readonly description: ModelDescription;
  /** Whether a form that gradients pass may be tried. */
  readonly form: Differentiability;
  /** Gives what its form gives from here on, under another id: it is another model to whoever attacks it. */
  become(check: Form): Promise<Staged>;
  /** Makes it a model of the lab. */
  keep(test: ModelDescription['test']): Promise<ModelDescription>;
  drop(): Promise<void>;
}

/**
 * Checks a model and its map, and copies what they need beside the models of the lab.
 *
 * @throws LabError for whatever does not fit; then nothing is left
 */
export async function stageModel(importing: Importing): Promise<Staged> {
  const { lab, given, map, directory, manifest, appVersion, outlineTfjs } = importing;
  const read = await readSource(given, outlineTfjs);
  checkMap(map, read.signature, manifest);
  const form = formOf(read, map);
  const files = await readFiles(map, directory);
  checkTokenizers(map, files);
  const imported: ImportedModel = {
    source: read.source,
    signature: read.signature,
    map,
    files: Object.fromEntries([...files].map(([name, bytes]) => [name, hashOfBytes(bytes)])),
    gives: [...blackBoxGives],
    embedded: [],
    worded: [],
    verified: null,
  };
  const description = describe(imported, read.parameters, manifest, appVersion);
  const folder = path.join(layout.models(lab), `${STAGED}${randomUUID()}`);
  const drop = (): Promise<void> => rm(folder, { recursive: true, force: true });
  await dropLeft(lab);
  try {
    await mkdir(importedFiles.files(folder), { recursive: true });
    if (read.graph !== null) await writeFileAtomic(importedFiles.kept(folder, read.source.kind), read.graph);
    for (const [name, bytes] of files) await writeFileAtomic(importedFiles.beside(folder, name), bytes);
    await writeFileAtomic(modelFiles.description(folder), textOf(description));
  } catch (error) {
    await drop();
    throw error;
  }
  const stagedAs = (described: ModelDescription): Staged => ({
    folder,
    description: described,
    form,
    become: async (check) => {
      const more = {
        gives: [...blackBoxGives, ...(map.embedding === null ? [] : (['embedding'] as const)), 'gradients' as const],
        embedded: [...check.embedded],
        worded: [...check.worded],
        verified: check.verified,
      };
      const whole = describe({ ...imported, ...more }, read.parameters, manifest, appVersion);
      await writeFileAtomic(modelFiles.description(folder), textOf(whole));
      return stagedAs(whole);
    },
    keep: async (test) => {
      const whole = { ...described, test };
      await writeFileAtomic(modelFiles.description(folder), textOf(whole));
      await rename(folder, layout.model(lab, whole.id));
      await syncFolder(layout.models(lab));
      return whole;
    },
    drop,
  });
  return stagedAs(description);
}

/** Left by an engine that was killed while it imported. */
async function dropLeft(lab: string): Promise<void> {
  await mkdir(layout.models(lab), { recursive: true });
  const left = (await readdir(layout.models(lab))).filter((name) => name.startsWith(STAGED));
  await Promise.all(left.map((name) => rm(path.join(layout.models(lab), name), { recursive: true, force: true })));
}

function textOf(description: ModelDescription): string {
  return `${JSON.stringify(description, null, 2)}\n`;
}

function describe(
  imported: ImportedModel,
  parameters: number,
  manifest: DatasetManifest,
  appVersion: string,
): ModelDescription {
  const { source, map, files } = imported;
  const { title, inputs, output, batch, embedding } = map;
  const what = source.kind === 'http' ? { address: source.address } : { sha256: source.sha256 };
  // What people call it, what is stated of it and how long it may take change none of its answers.
  // What is computed here answers otherwise, by a little, and lets itself be attacked otherwise.
  const isSeen = imported.gives.length > blackBoxGives.length;
  const form = isSeen ? { form: { version: FORM_VERSION, embedding, gives: imported.gives } } : {};
  const id = hashOf({ imported: what, map: { inputs, output, batch }, files, datasetHash: manifest.hash, ...form });
  return {
    format: 'muroan.model',
    formatVersion: 1,
    id,
    title,
    spec: {
      dataset: manifest.name,
      recipe: importedRecipe(id, Object.keys(map.inputs)),
      training: TrainingChoice.parse({}),
      seed: 0,
    },
    datasetHash: manifest.hash,
    modalities: { ...manifest.modalities },
    classes: [...manifest.classes],
    vocabulary: [],
    parameters,
    weightsHash: hashOfImported(source),
    curve: [],
    bestEpoch: 0,
    test: { correct: 0, count: 1 },
    device: source.kind,
    imported,
    seconds: 0,
    appVersion,
  };
}

async function readFiles(map: ModelMap, directory: string | null): Promise<ReadonlyMap<string, Uint8Array>> {
  const names = filesOf(map);
  const files = new Map<string, Uint8Array>();
  for (const name of names) {
    if (directory === null) {
      throw new LabError('invalid', `names the file "${name}", but no folder is given that it lies in.`, {
        where: 'map',
        remedy: 'Give the folder of the map.',
      });
    }
    files.set(
      name,
      await readLimited(path.join(directory, name), path.join(directory, name), MOST_TEXT_BYTES, directory),
    );
  }
  return files;
}

function checkTokenizers(map: ModelMap, files: ReadonlyMap<string, Uint8Array>): void {
  const texts = new Map([...files].map(([name, bytes]) => [name, new TextDecoder().decode(bytes)]));
  for (const input of Object.values(map.inputs)) {
    if (input.kind === 'words') openTokenizer(input, (name) => texts.get(name) ?? '', MASK_WORD);
  }
}

/** @param within the folder that a file must lie in, links followed */
async function readLimited(file: string, where: string, most: number, within?: string): Promise<Uint8Array> {
  const refuse = (message: string, remedy: string): LabError => new LabError('invalid', message, { where, remedy });
  try {
    if (within !== undefined) {
      const inside = path.relative(await realpath(within), await realpath(file));
      if (inside.startsWith('..') || path.isAbsolute(inside)) {
        throw refuse('leads out of the folder of the map.', 'Copy the file itself beside the map.');
      }
    }
    const facts = await lstat(await realpath(file));
    if (!facts.isFile()) throw refuse('is no file.', 'Give a file.');
    if (facts.size > most)
      throw refuse(`has ${facts.size} bytes; at most ${most} are read.`, 'Give a smaller model, or serve it yourself.');
    return await readFile(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR' && code !== 'EACCES') throw error;
    throw new LabError('not-found', code === 'EACCES' ? 'may not be read.' : 'is not there.', {
      where,
      remedy: 'Check the path.',
    });
  }
}
