import { mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { v7 } from 'uuid';
import { pieceBytes } from '../../shared/runs/archived-file';
import { LabError } from '../../shared/errors';
import { hashOfBytes } from '../../shared/identity';
import type { WaitingFiles } from '../../shared/models/model-export';
import type { Lab } from '../lab/lab';
import { layout } from '../lab/layout';

/** Exports that wait at once; of more, the oldest go. */
const mostWaiting = 4;

/** A file as it is to be written by whoever fetches it. */
export interface LeavingFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

interface Departure {
  readonly folder: string;
  readonly names: ReadonlySet<string>;
}

/**
 * Files of models on their way out, on the disk until whoever asked for them has fetched them piece by piece: in the lab folder, which
 * is cleared of them when it is opened, and beside it only as long as this engine does not write there.
 */
export class Departures {
  readonly #lab: Pick<Lab, 'folder' | 'isHeld'>;
  readonly #waiting = new Map<string, Departure>();

  constructor(lab: Pick<Lab, 'folder' | 'isHeld'>) {
    this.#lab = lab;
  }

  /** An empty folder, which whoever asks for it removes. */
  async folder(): Promise<string> {
    const isHeld = await this.#lab.isHeld();
    const above = isHeld ? layout.departures(this.#lab.folder) : tmpdir();
    if (isHeld) await mkdir(above, { recursive: true });
    return mkdtemp(path.join(above, 'muroan-leaving-'));
  }

  /** @param files of different names */
  async keep(files: readonly LeavingFile[]): Promise<WaitingFiles> {
    const folder = await this.folder();
    try {
      for (const { name, bytes } of files) await writeFile(path.join(folder, name), bytes);
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
    const id = v7();
    this.#waiting.set(id, { folder, names: new Set(files.map(({ name }) => name)) });
    const [oldest] = this.#waiting.keys();
    if (this.#waiting.size > mostWaiting) await this.drop(oldest);
    return {
      departure: id,
      files: files.map(({ name, bytes }) => ({ name, sha256: hashOfBytes(bytes), bytes: bytes.length })),
    };
  }

  /** A part of a file; empty behind its end. @throws LabError `not-found` */
  async piece(id: string, name: string, offset: number): Promise<Uint8Array> {
    const departure = this.#waiting.get(id);
    if (!departure?.names.has(name)) throw gone(name);
    const file = await open(path.join(departure.folder, name), 'r').catch(() => {
      throw gone(name);
    });
    try {
      const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(pieceBytes), 0, pieceBytes, offset);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  }

  /** Does nothing where they are gone. */
  async drop(id: string): Promise<void> {
    const departure = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (departure !== undefined) await rm(departure.folder, { recursive: true, force: true });
  }

  async close(): Promise<void> {
    for (const id of [...this.#waiting.keys()]) await this.drop(id);
    if (await this.#lab.isHeld()) await rm(layout.departures(this.#lab.folder), { recursive: true, force: true });
  }
}

function gone(name: string): LabError {
  return new LabError('not-found', 'does not wait to be fetched any more.', {
    where: name,
    remedy: 'Export the model again.',
  });
}
