import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { v4 } from 'uuid';
import { z } from 'zod';
import { LabError } from '../../shared/errors';
import { clearHalfWritten } from '../data/half-written';
import { syncFolder, writeFileAtomic } from '../files/atomic';
import { readJsonFile } from '../files/json-file';
import { makeFolder } from '../files/make-folder';
import { layout } from './layout';
import { acquireLock, type Lock } from './lock';

/** `lab.json`: what makes a folder a lab folder. */
const LabDescription = z.strictObject({
  format: z.literal('muroan.lab'),
  formatVersion: z.literal(1),
  id: z.uuid(),
  createdAt: z.iso.datetime(),
});
type LabDescription = z.infer<typeof LabDescription>;

const labFile = {
  schema: LabDescription,
  remedy: 'Restore lab.json from a copy of the lab folder.',
} as const;

/**
 * A lab folder as one engine sees it: read at any time, written after the first `forWriting`, which creates the folder
 * when there is none and holds its write lock until `close`.
 */
export class Lab {
  /** Absolute. */
  readonly folder: string;
  #lock: Promise<Lock> | null = null;

  constructor(folder: string) {
    this.folder = path.resolve(folder);
  }

  /** The lab's id; null while there is no such lab. @throws LabError `damaged`, `unsupported` */
  async id(): Promise<string | null> {
    return (await this.#description())?.id ?? null;
  }

  /**
   * Takes the write lock, once.
   *
   * @throws LabError `locked`, or `conflict` for a folder that holds something else
   */
  forWriting(): Promise<Lock> {
    if (this.#lock === null) {
      const opening = this.#openForWriting();
      this.#lock = opening;
      // A refusal is no answer to the next request: the other engine may be gone by then.
      opening.catch(() => {
        if (this.#lock === opening) this.#lock = null;
      });
    }
    return this.#lock;
  }

  /** Does this engine hold the write lock? One that is just being taken is waited for. */
  async isHeld(): Promise<boolean> {
    const lock = await this.#lock?.catch(() => null);
    return lock !== null && lock !== undefined;
  }

  async close(): Promise<void> {
    const lock = await this.#lock?.catch(() => null);
    await lock?.release();
  }

  async #openForWriting(): Promise<Lock> {
    await refuseForeign(this.folder);
    await makeFolder(this.folder);
    const lock = await acquireLock(this.folder);
    try {
      await this.#prepare();
      return lock;
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  async #prepare(): Promise<void> {
    if ((await this.#description()) === null) {
      const description: LabDescription = {
        format: 'muroan.lab',
        formatVersion: 1,
        id: v4(),
        createdAt: new Date().toISOString(),
      };
      await writeFileAtomic(layout.description(this.folder), `${JSON.stringify(description, null, 2)}\n`);
    }
    // Of an engine that was killed while it took an archive in.
    await rm(layout.arrivals(this.folder), { recursive: true, force: true });
    // Dropped on a window that is gone, and never asked for again.
    await rm(layout.drops(this.folder), { recursive: true, force: true });
    // Of one that was killed before it was fetched.
    await rm(layout.departures(this.folder), { recursive: true, force: true });
    for (const folder of [layout.datasets, layout.models, layout.runs]) {
      await mkdir(folder(this.folder), { recursive: true });
    }
    // Of one that was killed while it wrote a data set.
    await clearHalfWritten(layout.datasets(this.folder));
    await syncFolder(this.folder);
  }

  async #description(): Promise<LabDescription | null> {
    return readJsonFile(layout.description(this.folder), labFile);
  }
}

/** Keeps a mistyped `--lab` from filling somebody's folder: only an empty folder or a lab is written to. */
async function refuseForeign(folder: string): Promise<void> {
  const entries = await readdir(folder).catch((error: unknown): string[] => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  // A lock without lab.json: an engine was killed while it created the lab.
  const foreign =
    entries.length > 0 && !entries.includes('lab.json') && !entries.some((name) => /^lock(\.|$)/.test(name));
  if (!foreign) return;
  throw new LabError('conflict', 'is not a lab folder and not empty.', {
    where: folder,
    remedy: 'Give an empty or a new folder.',
  });
}
