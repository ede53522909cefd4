import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { LabError } from '../../shared/errors';
import { beginsId } from '../../shared/lookup/named';
import type { ModelDescription } from '../../shared/models/model-description';
import type { ModelSpec } from '../../shared/models/model-spec';
import { hashOfImported } from '../../shared/imported/imported-model';
import { isKept } from '../../shared/imported/source-facts';
import { importedFiles } from '../files/imported-files';
import { syncFolder, writeFileAtomic } from '../files/atomic';
import { hashOfFile } from '../files/hash-of-file';
import { readUnchanged } from '../files/read-unchanged';
import { folderNames, readEach } from './folder-names';
import { readModelDescription } from '../files/model-description';
import { broughtModelFile, layout, modelFiles } from './layout';
import { resolveId } from './named';
import type { Trained } from '../training/trained';

/** Descriptions of the trained models, by id. */
export async function listModels(
  lab: string,
  onUnreadable: (error: LabError, name: string) => void,
): Promise<readonly ModelDescription[]> {
  const names = await folderNames(layout.models(lab));
  return readEach(names, (name) => readDescription(path.join(layout.models(lab), name)), onUnreadable);
}

/** @param given id, or the start of one. @throws LabError `not-found`, `invalid`, `damaged`, `unsupported` */
export async function showModel(lab: string, given: string): Promise<ModelDescription> {
  // A whole id is looked up in its own folder; only the start of one is searched for.
  const whole = isWholeId(given) ? await findModel(lab, given) : null;
  if (whole !== null) return whole;
  const unreadable: { readonly name: string; readonly error: LabError }[] = [];
  const models = await listModels(lab, (error, name) => unreadable.push({ name, error }));
  const ids = models.map((model) => model.id);
  // The one that was meant may be the one that cannot be read.
  const meant = unreadable.find(({ name }) => beginsId(name, given));
  if (meant !== undefined && !ids.some((id) => id.startsWith(given))) throw meant.error;
  const id = resolveId('model', given, ids);
  return models[ids.indexOf(id)];
}

/** SHA-256 of a model's weights as they lie there. @throws LabError `damaged` where there are none */
export async function hashOfWeights(lab: string, id: string): Promise<string> {
  const folder = layout.model(lab, id);
  const source = (await findModel(lab, id))?.imported?.source;
  if (source !== undefined && !isKept(source)) return hashOfImported(source);
  const file = source === undefined ? modelFiles.weights(folder) : importedFiles.kept(folder, source.kind);
  const { sha256 } = await hashOfFile(file).catch(missingAt(file));
  return sha256;
}

/** The weights of a trained model, those that were trained. @throws LabError `damaged` for others, and where there are none */
export async function weightsOf(
  lab: string,
  { id, weightsHash }: Pick<ModelDescription, 'id' | 'weightsHash'>,
): Promise<Uint8Array> {
  const file = modelFiles.weights(layout.model(lab, id));
  return readUnchanged(file, weightsHash, 'weights').catch(missingAt(file));
}

function missingAt(where: string): (error: unknown) => never {
  return (error) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new LabError('damaged', 'is missing.', {
      where,
      remedy:
        'Restore it from a copy of the lab folder, or remove the model; it is trained again when a study needs it.',
    });
  };
}

/** Also keeps paths out of the lab's folder names. */
function isWholeId(given: string): boolean {
  return /^[0-9a-f]{64}$/.test(given);
}

/** The trained model of this id; null while it is not trained. */
export async function findModel(lab: string, id: string): Promise<ModelDescription | null> {
  const folder = layout.model(lab, id);
  const description = await readDescription(folder);
  if (description !== null && description.id !== id) {
    throw new LabError('conflict', `holds the model ${description.id}, not ${id}.`, {
      where: folder,
      remedy: 'Remove the folder; the model is trained again when a study needs it.',
    });
  }
  return description;
}

/**
 * A model as a run has it: of a run that came from another lab as it was there, or else as it is here; null while it is
 * not trained.
 */
export async function findModelOfRun(lab: string, run: string, id: string): Promise<ModelDescription | null> {
  return (await findBroughtModel(lab, run, id)) ?? findModel(lab, id);
}

/** What a run from another lab says of a model; null for every other run. */
export function findBroughtModel(lab: string, run: string, id: string): Promise<ModelDescription | null> {
  return readModelDescription(broughtModelFile(layout.run(lab, run), id));
}

async function readDescription(folder: string): Promise<ModelDescription | null> {
  return readModelDescription(modelFiles.description(folder));
}

/** The folder of a model that is being trained. Weights come first and `model.json` last: with it the model exists. */
export class ModelWriter {
  readonly folder: string;
  #writing: Promise<void> = Promise.resolve();

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async open(lab: string, id: string, spec: ModelSpec): Promise<ModelWriter> {
    const folder = layout.model(lab, id);
    await mkdir(folder, { recursive: true });
    // Left by an engine that was killed while it wrote.
    const left = (await readdir(folder)).filter((name) => name.endsWith('.tmp'));
    await Promise.all(left.map((name) => rm(path.join(folder, name), { force: true })));
    await writeFileAtomic(modelFiles.spec(folder), `${JSON.stringify({ id, spec }, null, 2)}\n`);
    await syncFolder(layout.models(lab));
    return new ModelWriter(folder);
  }

  /** Keeps a checkpoint; the newest one is what a resumption continues from. Checkpoints are written in turn. */
  checkpoint(bytes: Uint8Array): Promise<void> {
    const written = this.#writing.then(() => writeFileAtomic(modelFiles.checkpoint(this.folder), bytes));
    this.#writing = written.catch(() => undefined);
    return written;
  }

  /** Resolves when nothing is being written any more. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  /** Drops a checkpoint that cannot be continued from. */
  async dropCheckpoint(): Promise<void> {
    await this.#writing;
    await rm(modelFiles.checkpoint(this.folder), { force: true });
  }

  async finish(
    { weights, adapters }: Pick<Trained, 'weights' | 'adapters'>,
    description: ModelDescription,
  ): Promise<void> {
    await this.#writing;
    await writeFileAtomic(modelFiles.weights(this.folder), weights);
    if (adapters !== null) await writeFileAtomic(modelFiles.adapters(this.folder), adapters.bytes);
    await writeFileAtomic(modelFiles.description(this.folder), `${JSON.stringify(description, null, 2)}\n`);
    await rm(modelFiles.checkpoint(this.folder), { force: true });
    await rm(modelFiles.spec(this.folder), { force: true });
  }
}
