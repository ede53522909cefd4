import { existsSync } from 'node:fs';
import { appendFile, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { v7 } from 'uuid';
import { largestArchive, largestArchivedLog, type ArchivedFile } from '../../shared/archived-file';
import { LabError } from '../../shared/errors';
import { syncFolder, writeFileAtomic } from '../files/atomic';
import { hashOfFile } from '../files/hash-of-file';
import { appendEvent } from '../lab/event-file';
import { layout, modelFiles } from '../lab/layout';
import { checkArrivedRun } from './check-arrived-run';
import { archivedNames, eventsOf, isLog, ownFiles, placeOf, runOf } from './places';

/** What is wanted of an archive that is being taken in. */
interface Arrival {
  readonly id: string;
  readonly folder: string;
  readonly wanted: ReadonlyMap<string, ArchivedFile>;
}

/** Runs on their way into a lab, of one archive at a time. Until all of them have been checked they lie beside it. */
export class Arrivals {
  readonly #lab: string;
  #current: Arrival | null = null;

  /** @param lab the lab folder */
  constructor(lab: string) {
    this.#lab = lab;
  }

  /**
   * Begins to take runs in; what was left of another archive goes.
   *
   * @returns the arrival's id, and the files that are not here yet
   * @throws LabError `damaged` for a list that is of no runs; `conflict` for a run that is here with other content
   */
  async open(files: readonly ArchivedFile[]): Promise<{ readonly arrival: string; readonly wanted: string[] }> {
    refuseOddList(files);
    const known = await knownRuns(this.#lab, files);
    const wanted = files.filter(({ name }) => {
      const run = runOf(name);
      // Weights that are here stay, whatever they are.
      return run === null ? !existsSync(path.dirname(placeOf(this.#lab, name))) : !known.has(run);
    });
    this.#current = null;
    await rm(layout.arrivals(this.#lab), { recursive: true, force: true });
    const id = v7();
    const folder = layout.arrival(this.#lab, id);
    await mkdir(folder, { recursive: true });
    this.#current = { id, folder, wanted: new Map(wanted.map((file) => [file.name, file])) };
    return { arrival: id, wanted: wanted.map(({ name }) => name) };
  }

  /** Appends to a file that is wanted. @throws LabError `not-found`; `damaged` for more than the file may have */
  async write(arrival: string, name: string, bytes: Uint8Array): Promise<void> {
    const { folder, wanted } = this.#find(arrival);
    const file = wanted.get(name);
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
  async take(
    arrival: string,
    { from, appVersion }: { readonly from: string; readonly appVersion: string },
  ): Promise<string[]> {
    const { folder, wanted } = this.#find(arrival);
    for (const { name, bytes, sha256 } of wanted.values()) {
      const found = await hashOfFile(await whole(placeOf(folder, name), name));
      if (found.bytes !== bytes || found.sha256 !== sha256) throw changed(name);
    }
    const filesOf = new Map<string, string[]>();
    for (const name of wanted.keys()) {
      const run = runOf(name);
      if (run !== null) filesOf.set(run, [...(filesOf.get(run) ?? []), name]);
    }
    const runs = [...filesOf.keys()];
    const models = new Map<string, string>();
    for (const [run, names] of filesOf) {
      for (const { id, weightsHash } of await checkArrivedRun(folder, run, names)) {
        const weights = wanted.get(archivedNames.weights(id));
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
    for (const [id, description] of models) await placeModel(this.#lab, folder, id, description);
    for (const run of runs) await place(layout.run(folder, run), layout.run(this.#lab, run), `run ${run}`);
    await this.drop(arrival);
    return runs;
  }

  async drop(arrival: string): Promise<void> {
    const { folder } = this.#find(arrival);
    this.#current = null;
    await rm(folder, { recursive: true, force: true });
  }

  #find(id: string): Arrival {
    if (this.#current?.id === id) return this.#current;
    throw new LabError('not-found', 'No archive is being opened under this id.', {
      where: 'arrival',
      remedy: 'Open the archive again.',
    });
  }
}

function refuseOddList(files: readonly ArchivedFile[]): void {
  const names = new Set(files.map(({ name }) => name));
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  if (names.size < files.length) throw odd('names a file twice.');
  if (total > largestArchive) throw odd(`holds more than ${largestArchive / 1024 / 1024} MiB.`);
  const log = files.find(({ name, bytes }) => isLog(name) && bytes > largestArchivedLog);
  if (log !== undefined) throw odd(`holds a ${log.name} of more than ${largestArchivedLog / 1024 / 1024} MiB.`);
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
