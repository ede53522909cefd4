import { existsSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import {
  largestArchive,
  largestArchivedFile,
  largestArchivedLog,
  pieceBytes,
  type ArchivedFile,
} from '../../shared/archived-file';
import { LabError } from '../../shared/errors';
import { hashOfFile } from '../files/hash-of-file';
import { liveState } from '../lab/live-runs';
import { findModel, findModelOfRun } from '../lab/models';
import { findRun, readRun } from '../lab/runs';
import { archivedNames, eventsOf, modelPlaces, modelsOf, ownFiles, placeOf } from './places';

/**
 * Files of runs as they go into an archive, each once, those of a run together.
 *
 * @param weights of the runs' models too, as far as they are in the lab
 * @throws LabError `not-found`, `damaged`; `conflict` for a run that is in a queue; `unsupported` for more than an
 *   archive may hold
 */
export async function filesOfRuns(lab: string, runs: readonly string[], weights: boolean): Promise<ArchivedFile[]> {
  const names = new Set<string>();
  for (const given of runs) {
    const run = await findRun(lab, given);
    if ((await liveState(lab, run)) !== null) {
      throw new LabError('conflict', 'is in the queue: it is not done yet.', {
        where: `run ${run}`,
        remedy: 'Wait until it is done, stop it, or export the project without runs.',
      });
    }
    for (const name of await namesOf(lab, run, weights)) names.add(name);
  }
  const files: ArchivedFile[] = [];
  let total = 0;
  for (const name of names) {
    const { bytes, sha256 } = await hashOfFile(fileOf(lab, name));
    total += bytes;
    if (bytes > largestArchivedFile || total > largestArchive) throw tooLarge(name, bytes > largestArchivedFile);
    files.push({ name, bytes, sha256 });
  }
  return files;
}

async function namesOf(lab: string, run: string, weights: boolean): Promise<readonly string[]> {
  const names = [...ownFiles(run)];
  if (existsSync(eventsOf(lab, run))) names.push(archivedNames.events(run));
  const inputs = archivedNames.inputs(run);
  if (existsSync(placeOf(lab, inputs))) names.push(inputs);
  const log = archivedNames.log(run);
  if (await isOfSize(placeOf(lab, log), largestArchivedLog)) names.push(log);
  for (const id of modelsOf(await readRun(lab, run))) {
    const model = await findModelOfRun(lab, run, id);
    if (model === null) continue;
    names.push(archivedNames.model(run, id));
    const isHere = (await findModel(lab, id))?.weightsHash === model.weightsHash;
    if (!weights || !isHere) continue;
    names.push(archivedNames.weights(id));
    const adapters = archivedNames.adapters(id);
    if (existsSync(placeOf(lab, adapters))) names.push(adapters);
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
  const file = await open(fileOf(lab, name), 'r').catch((error: unknown) => {
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

function fileOf(lab: string, name: string): string {
  if (!name.includes('/models/')) return placeOf(lab, name);
  const [brought, own] = modelPlaces(lab, name);
  return existsSync(brought) ? brought : own;
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
