import { existsSync } from 'node:fs';
import { appendFile, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { v7 } from 'uuid';
import { z } from 'zod';
import { ArchivedFile, largestArchive } from '../../shared/archived-file';
import { LabError } from '../../shared/errors';
import { syncFolder, writeFileAtomic } from '../files/atomic';
import { hashOfFile } from '../files/hash-of-file';
import { readJsonFile } from '../files/json-file';
import { appendEvent } from '../lab/event-file';
import { layout, modelFiles } from '../lab/layout';
import { checkArrivedRun } from './check-arrived-run';
import { archivedNames, eventsOf, ownFiles, placeOf, runOf } from './places';

/** `arrival.json`: what is wanted of an archive that is being taken in. */
const arrivalFile = {
  schema: z.strictObject({
    format: z.literal('muroan.arrival'),
    formatVersion: z.literal(1),
    wanted: z.array(ArchivedFile),
  }),
  remedy: 'Open the archive again.',
} as const;
type Arrival = z.infer<typeof arrivalFile.schema>;

/**
 * Begins to take runs in; what was left of another archive goes.
 *
 * @returns the arrival's id, and the files that are not here yet
 * @throws LabError `damaged` for a list that is of no runs; `conflict` for a run that is here with other content
 */
export async function openArrival(
  lab: string,
  files: readonly ArchivedFile[],
): Promise<{ readonly arrival: string; readonly wanted: string[] }> {
  refuseOddList(files);
  const known = await knownRuns(lab, files);
  const wanted = files.filter(({ name }) => {
    const run = runOf(name);
    // Weights that are here stay, whatever they are.
    return run === null ? !existsSync(path.dirname(placeOf(lab, name))) : !known.has(run);
  });
  await rm(layout.arrivals(lab), { recursive: true, force: true });
  const arrival = v7();
  const folder = layout.arrival(lab, arrival);
  await mkdir(folder, { recursive: true });
  const content: Arrival = { format: 'muroan.arrival', formatVersion: 1, wanted };
  await writeFileAtomic(noteOf(folder), JSON.stringify(content));
  return { arrival, wanted: wanted.map(({ name }) => name) };
}

/** Appends to a file that is wanted. @throws LabError `not-found`; `damaged` for more than the file may have */
export async function writePiece(lab: string, arrival: string, name: string, bytes: Uint8Array): Promise<void> {
  const { folder, wanted } = await findArrival(lab, arrival);
  const file = wanted.find((one) => one.name === name);
  const place = placeOf(folder, name);
  if (file === undefined || (await sizeOf(place)) + bytes.length > file.bytes) throw changed(name);
  await mkdir(path.dirname(place), { recursive: true });
  await appendFile(place, bytes);
}

/**
 * Checks what has arrived, and puts it in its place: weights, then runs, each at once. Nothing is put anywhere before
 * everything has been checked.
 *
 * @param from name of the archive
 * @returns ids of the runs that are new here
 * @throws LabError `damaged` naming the first file that is not what it should be; `conflict`
 */
export async function takeArrival(
  lab: string,
  arrival: string,
  { from, appVersion }: { readonly from: string; readonly appVersion: string },
): Promise<string[]> {
  const { folder, wanted } = await findArrival(lab, arrival);
  for (const { name, bytes, sha256 } of wanted) {
    const found = await hashOfFile(await whole(placeOf(folder, name), name));
    if (found.bytes !== bytes || found.sha256 !== sha256) throw changed(name);
  }
  const runs = [...new Set(wanted.flatMap(({ name }) => runOf(name) ?? []))];
  const models = new Map<string, string>();
  for (const run of runs) {
    const names = wanted.filter(({ name }) => runOf(name) === run).map(({ name }) => name);
    for (const { id, weightsHash } of await checkArrivedRun(folder, run, names)) {
      const weights = wanted.find(({ name }) => name === archivedNames.weights(id));
      if (weights?.sha256 === weightsHash) models.set(id, placeOf(folder, archivedNames.model(run, id)));
    }
    await appendEvent(eventsOf(folder, run), {
      at: new Date().toISOString(),
      event: 'imported',
      appVersion,
      device: null,
      hardware: null,
      note: `Computed in another lab; it came with the archive “${from}”.`,
    });
  }
  for (const [id, description] of models) await placeModel(lab, folder, id, description);
  for (const run of runs) await place(layout.run(folder, run), layout.run(lab, run), `run ${run}`);
  await dropArrival(lab, arrival);
  return runs;
}

export async function dropArrival(lab: string, arrival: string): Promise<void> {
  const { folder } = await findArrival(lab, arrival);
  await rm(folder, { recursive: true, force: true });
}

async function findArrival(
  lab: string,
  id: string,
): Promise<{ readonly folder: string; readonly wanted: ArchivedFile[] }> {
  const folder = layout.arrival(lab, id);
  const note = z.uuid().safeParse(id).success ? await readJsonFile(noteOf(folder), arrivalFile) : null;
  if (note !== null) return { folder, wanted: note.wanted };
  throw new LabError('not-found', 'No archive is being opened under this id.', {
    where: 'arrival',
    remedy: arrivalFile.remedy,
  });
}

function noteOf(folder: string): string {
  return path.join(folder, 'arrival.json');
}

function refuseOddList(files: readonly ArchivedFile[]): void {
  const names = new Set(files.map(({ name }) => name));
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  if (names.size < files.length) throw odd('names a file twice.');
  if (total > largestArchive) throw odd(`holds more than ${largestArchive / 1024 / 1024} MiB.`);
  for (const name of names) {
    const run = runOf(name);
    const missing = run === null ? undefined : ownFiles(run).find((own) => !names.has(own));
    if (missing !== undefined) throw odd(`lacks ${missing}.`);
  }
}

/** Runs that are here already. @throws LabError `conflict` for one with other content */
async function knownRuns(lab: string, files: readonly ArchivedFile[]): Promise<ReadonlySet<string>> {
  const known = new Set<string>();
  for (const run of new Set(files.flatMap(({ name }) => runOf(name) ?? []))) {
    if (!existsSync(layout.run(lab, run))) continue;
    const { description, dataset, records } = archivedNames;
    for (const name of [description(run), dataset(run), records(run)]) {
      const there = files.find((file) => file.name === name);
      const here = await hashOfFile(placeOf(lab, name)).catch(() => null);
      if (here?.sha256 === there?.sha256) continue;
      throw new LabError('conflict', `is in this lab already, with another ${path.basename(name)}.`, {
        where: `run ${run}`,
        remedy: 'Keep it, or remove it first; removed runs can be restored.',
      });
    }
    known.add(run);
  }
  return known;
}

/** Flushed to the disk: what is renamed into its place must not be empty after a power cut. */
async function whole(file: string, name: string): Promise<string> {
  const handle = await open(file, 'r+').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw changed(name);
  });
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  return file;
}

/** Weights that are here by now stay. */
async function placeModel(lab: string, folder: string, id: string, description: string): Promise<void> {
  if (existsSync(layout.model(lab, id))) return;
  const arrived = layout.model(folder, id);
  await writeFileAtomic(modelFiles.description(arrived), await readFile(description));
  await place(arrived, layout.model(lab, id), `model ${id}`);
}

async function place(from: string, to: string, where: string): Promise<void> {
  if (existsSync(to)) {
    throw new LabError('conflict', 'is in this lab by now.', { where, remedy: 'Open the archive again.' });
  }
  await mkdir(path.dirname(to), { recursive: true });
  await rename(from, to);
  await syncFolder(path.dirname(to));
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}

function changed(name: string): LabError {
  return odd(`holds another ${name} than was exported: its checksum does not fit.`);
}

function odd(message: string): LabError {
  return new LabError('damaged', message, {
    where: 'archive',
    remedy: 'Export the project again and open the new archive.',
  });
}
