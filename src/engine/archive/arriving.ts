import { appendFile, mkdir, open, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { v7 } from 'uuid';
import type { ArchivedFile } from '../../shared/runs/archived-file';
import { LabError } from '../../shared/errors';
import { hashOfFile } from '../files/hash-of-file';
import { appendEvent } from '../lab/event-file';
import { layout } from '../lab/layout';
import { checkArrived } from './check-arrived';
import { eventsOf, placeOf, runOf } from './places';
import { place, placeModel, placeWeights } from './placing';
import { odd } from './refusals';
import { knownRuns, refuseOddList, wantedOf } from './wanted';

/** What is wanted of an archive that is being taken in. */
interface Arrival {
  readonly id: string;
  readonly folder: string;
  readonly wanted: ReadonlyMap<string, ArchivedFile>;
  /** Runs of the archive that are here already. */
  readonly known: ReadonlySet<string>;
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
    const wanted = wantedOf(this.#lab, files, known);
    this.#current = null;
    await rm(layout.arrivals(this.#lab), { recursive: true, force: true });
    const id = v7();
    const folder = layout.arrival(this.#lab, id);
    await mkdir(folder, { recursive: true });
    this.#current = { id, folder, known, wanted: new Map(wanted.map((file) => [file.name, file])) };
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
   * Checks what has arrived, and puts it in its place: pretrained weights, models, then runs, each at once. Nothing is put
   * anywhere before everything has been checked.
   *
   * @param from name of the archive
   * @returns ids of the runs that are new here
   * @throws LabError `damaged` naming the first file that is not what it should be; `conflict`
   */
  async take(
    arrival: string,
    { from, appVersion }: { readonly from: string; readonly appVersion: string },
  ): Promise<string[]> {
    const { folder, wanted, known } = this.#find(arrival);
    for (const { name, bytes, sha256 } of wanted.values()) {
      const found = await hashOfFile(await whole(placeOf(folder, name), name));
      if (found.bytes !== bytes || found.sha256 !== sha256) throw changed(name);
    }
    const filesOf = new Map<string, string[]>([...known].map((run) => [run, []]));
    for (const name of wanted.keys()) {
      const run = runOf(name);
      if (run !== null) filesOf.set(run, [...(filesOf.get(run) ?? []), name]);
    }
    const runs = [...filesOf.keys()].filter((run) => !known.has(run));
    const { models, weights } = await checkArrived({ lab: this.#lab, folder, wanted, known, filesOf });
    for (const run of runs) {
      await appendEvent(eventsOf(folder, run), {
        at: new Date().toISOString(),
        event: 'imported',
        appVersion,
        device: null,
        hardware: null,
        note: `Computed in another lab; it came with the archive “${from}”.`,
      });
    }
    for (const hash of weights) await placeWeights(this.#lab, folder, hash);
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

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}

function changed(name: string): LabError {
  return odd(`holds another ${name} than was exported: its checksum does not fit.`);
}
