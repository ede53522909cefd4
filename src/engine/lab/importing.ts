import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { DatasetManifest } from '../../shared/data/dataset';
import { LabError } from '../../shared/errors';
import { hashOfBytes } from '../../shared/identity';
import {
  blackBoxGives,
  hashOfImported,
  type GivenSource,
  type ImportedModel,
} from '../../shared/imported/imported-model';
import type { Differentiability } from '../../shared/imported/graph-node';
import { isArchive } from '../../shared/imported/model-files';
import { filesOf, type ModelMap } from '../../shared/imported/model-map';
import { isKept, sourceFactsOf } from '../../shared/imported/source-facts';
import type { ModelDescription } from '../../shared/models/model-description';
import { importedRecipe } from '../../shared/recipe/recipe';
import { TrainingChoice } from '../../shared/training/training';
import { writeFileAtomic } from '../files/atomic';
import { readLimited } from '../files/limited';
import { importedFiles } from '../files/imported-files';
import { MASK_WORD } from '../modalities/modality';
import { checkMap } from '../predictors/map-check';
import { openTokenizer } from '../predictors/words/tokenizer';
import { inGiven } from './given-place';
import { formOf } from './imported-form';
import { importedId } from './imported-identity';
import { readSource, type OutlineTfjs } from './read-source';
import { describeStaged, keepStaged, stagedFolder } from './staged-folder';

/** Vocabularies have some megabytes. */
export const MOST_TEXT_BYTES = 64 << 20;

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

/** What its answers to the whole test split come to. */
export type Measured = Pick<ModelDescription, 'test' | 'score'>;

/** An imported model in a folder of its own, of which nothing is measured yet. */
export interface Staged {
  readonly folder: string;
  /** `test` is not measured. It is a black box, unless it has become more. */
  readonly description: ModelDescription;
  /** Whether it can be asked otherwise than as the lab computes it. */
  readonly hasRuntime: boolean;
  /** Whether a form that gradients pass may be tried. */
  readonly form: Differentiability;
  /** Gives what its form gives from here on, under another id: it is another model to whoever attacks it. */
  become(check: Form): Promise<Staged>;
  /** Makes it a model of the lab. */
  keep(measured: Measured): Promise<ModelDescription>;
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
  const folder = await stagedFolder(lab);
  const drop = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    await mkdir(importedFiles.files(folder), { recursive: true });
    const { source, graph } = read;
    if (graph !== null && isKept(source)) await writeFileAtomic(importedFiles.kept(folder, source.kind), graph);
    for (const [name, bytes] of files) await writeFileAtomic(importedFiles.beside(folder, name), bytes);
    await describeStaged(folder, description);
  } catch (error) {
    await drop();
    throw error;
  }
  const stagedAs = (described: ModelDescription): Staged => ({
    folder,
    description: described,
    hasRuntime: sourceFactsOf(read.source).hasRuntime,
    form,
    become: async (check) => {
      const more = {
        gives: [...blackBoxGives, ...(map.embedding === null ? [] : (['embedding'] as const)), 'gradients' as const],
        embedded: [...check.embedded],
        worded: [...check.worded],
        verified: check.verified,
      };
      const whole = describe({ ...imported, ...more }, read.parameters, manifest, appVersion);
      await describeStaged(folder, whole);
      return stagedAs(whole);
    },
    keep: async (measured) => {
      const whole = { ...described, ...measured };
      await keepStaged(lab, folder, whole);
      return whole;
    },
    drop,
  });
  return stagedAs(description);
}

function describe(
  imported: ImportedModel,
  parameters: number,
  manifest: DatasetManifest,
  appVersion: string,
): ModelDescription {
  const { source, map } = imported;
  const { title } = map;
  const id = importedId(imported, manifest.hash);
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
    ...(manifest.target === undefined ? {} : { target: manifest.target }),
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
    files.set(name, await readBeside(directory, name));
  }
  return files;
}

/** @param directory a folder, or the archive that the model lies in */
function readBeside(directory: string, name: string): Promise<Uint8Array> {
  if (isArchive(directory)) return inGiven(directory, (place) => place.read(name, MOST_TEXT_BYTES));
  return readLimited(path.join(directory, name), path.join(directory, name), MOST_TEXT_BYTES, directory);
}

/** @throws LabError `invalid` for vocabularies that a tokenizer of the map cannot read */
export function checkTokenizers(map: ModelMap, files: ReadonlyMap<string, Uint8Array>): void {
  const texts = new Map([...files].map(([name, bytes]) => [name, new TextDecoder().decode(bytes)]));
  for (const input of Object.values(map.inputs)) {
    if (input.kind === 'words') openTokenizer(input, (name) => texts.get(name) ?? '', MASK_WORD);
  }
}
