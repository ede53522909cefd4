import { existsSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import {
  largestArchive,
  largestArchivedFile,
  largestArchivedLog,
  pieceBytes,
  type ArchivedFile,
} from '../../shared/runs/archived-file';
import { LabError } from '../../shared/errors';
import type { ModelDescription } from '../../shared/models/model-description';
import type { RunDescription } from '../../shared/runs/run';
import { hashOfFile } from '../files/hash-of-file';
import { importedFiles } from '../files/imported-files';
import { readModelDescription } from '../files/model-description';
import { modelFiles } from '../lab/layout';
import { liveState } from '../lab/live-runs';
import { findModel, findModelOfRun } from '../lab/models';
import { findRun, readRun } from '../lab/runs';
import { findWeights } from '../lab/weights';
import {
  archivedNames,
  eventsOf,
  filesOfImported,
  folderOf,
  modelPlaces,
  modelsOf,
  ownFiles,
  placeOf,
  pretrainedOfRun,
} from './places';

/** Names of files, and the SHA-256 that those have to have that something else names by it; null: whatever it is. */
type Departing = ReadonlyMap<string, string | null>;

/**
 * Files of runs as they go into an archive, each once, those of a run together.
 *
 * @param weights of the runs' models too, and what models made elsewhere and trainings need, as far as it is in the lab
 * @throws LabError `not-found`, `damaged`; `conflict` for a run that is in a queue; `unsupported` for more than an
 *   archive may hold
 */
export async function filesOfRuns(lab: string, runs: readonly string[], weights: boolean): Promise<ArchivedFile[]> {
  const names = new Map<string, string | null>();
  for (const given of runs) {
    const run = await findRun(lab, given);
    if ((await liveState(lab, run)) !== null) {
      throw new LabError('conflict', 'is in the queue: it is not done yet.', {
        where: `run ${run}`,
        remedy: 'Wait until it is done, stop it, or export the project without runs.',
      });
    }
    for (const [name, sha256] of await namesOf(lab, run, weights)) names.set(name, sha256);
  }
  const files: ArchivedFile[] = [];
  let total = 0;
  for (const [name, expected] of names) {
    const { bytes, sha256 } = await hashOfFile(await fileOf(lab, name)).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      throw notWhole(name, 'is missing in the lab folder.');
    });
    if (expected !== null && sha256 !== expected) {
      throw notWhole(name, 'is not what the lab took in: its hash differs.');
    }
    total += bytes;
    if (bytes > largestArchivedFile || total > largestArchive) throw tooLarge(name, bytes > largestArchivedFile);
    files.push({ name, bytes, sha256 });
  }
  return files;
}

async function namesOf(lab: string, run: string, weights: boolean): Promise<Departing> {
  const description = await readRun(lab, run);
  const names = [...ownFiles(run)];
  if (existsSync(eventsOf(lab, run))) names.push(archivedNames.events(run));
  const inputs = archivedNames.inputs(run);
  if (existsSync(placeOf(lab, inputs))) names.push(inputs);
  const log = archivedNames.log(run);
  if (await isOfSize(placeOf(lab, log), largestArchivedLog)) names.push(log);
  const departing = new Map<string, string | null>(names.map((name) => [name, null]));
  for (const id of modelsOf(description)) {
    const model = await findModelOfRun(lab, run, id);
    if (model === null) continue;
    departing.set(archivedNames.model(run, id), null);
    const isHere = (await findModel(lab, id))?.weightsHash === model.weightsHash;
    if (!weights || !isHere) continue;
    for (const [name, sha256] of weightsOf(lab, model)) departing.set(name, sha256);
  }
  if (!weights) return departing;
  for (const [name, sha256] of await pretrained(lab, description)) departing.set(name, sha256);
  return departing;
}

function weightsOf(lab: string, { id, imported }: ModelDescription): Departing {
  if (imported !== undefined) return filesOfImported(id, imported);
  const adapters = archivedNames.adapters(id);
  const names = [archivedNames.weights(id), ...(existsSync(placeOf(lab, adapters)) ? [adapters] : [])];
  return new Map(names.map((name) => [name, null]));
}

/** What trainings of the run begin from, which whoever goes on with it needs. */
async function pretrained(lab: string, run: RunDescription): Promise<Departing> {
  const names = new Map<string, string | null>();
  for (const hash of pretrainedOfRun(run)) {
    if ((await findWeights(lab, hash)) === null) continue;
    names.set(archivedNames.pretrained(hash), null);
    names.set(archivedNames.tensors(hash), hash);
  }
  return names;
}

/** Is the file there, and not larger? */
async function isOfSize(file: string, most: number): Promise<boolean> {
  return stat(file).then(
    ({ size }) => size <= most,
    () => false,
  );
}

/** A part of a file; empty behind its end. @throws LabError `not-found` */
export async function readPiece(lab: string, name: string, offset: number): Promise<Uint8Array> {
  const file = await open(await fileOf(lab, name), 'r').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new LabError('not-found', 'is not in the lab folder any more.', { where: name });
  });
  try {
    const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(pieceBytes), 0, pieceBytes, offset);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function fileOf(lab: string, name: string): Promise<string> {
  if (name.includes('/files/')) return vocabularyOf(lab, name);
  if (!name.includes('/models/')) return placeOf(lab, name);
  const [brought, own] = modelPlaces(lab, name);
  return existsSync(brought) ? brought : own;
}

/** An archive has it by its SHA-256: its name is the user's. */
async function vocabularyOf(lab: string, name: string): Promise<string> {
  const folder = folderOf(lab, name);
  const files = (await readModelDescription(modelFiles.description(folder)))?.imported?.files ?? {};
  const own = Object.keys(files).find((one) => name.endsWith(`/${files[one]}`));
  if (own !== undefined) return importedFiles.beside(folder, own);
  throw new LabError('not-found', 'is of no model in the lab folder.', { where: name });
}

function notWhole(name: string, message: string): LabError {
  return new LabError('damaged', message, {
    where: name,
    remedy: 'Restore it from a copy of the lab folder, or export the project without weights.',
  });
}

function tooLarge(name: string, isOne: boolean): LabError {
  const message = isOne
    ? `is larger than a file of an archive may be (${mebibytes(largestArchivedFile)}).`
    : `is where the files become more than an archive may hold (${mebibytes(largestArchive)}).`;
  return new LabError('unsupported', message, {
    where: name,
    remedy: 'Export the project without weights or without runs, or copy the lab folder.',
  });
}

function mebibytes(bytes: number): string {
  return `${bytes / 1024 / 1024} MiB`;
}
