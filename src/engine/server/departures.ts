import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { v7 } from 'uuid';
import { pieceBytes } from '../../shared/runs/archived-file';
import { LabError } from '../../shared/errors';

/** Models that wait at once; of more, the oldest go. */
const mostWaiting = 4;

interface Departure {
  readonly folder: string;
  readonly names: ReadonlySet<string>;
}

/** Files of exported models, on the disk until whoever asked for them has fetched them piece by piece. */
export class Departures {
  readonly #waiting = new Map<string, Departure>();

  /** @returns what they are fetched by */
  async keep(files: readonly { readonly name: string; readonly bytes: Uint8Array }[]): Promise<string> {
    const folder = await mkdtemp(path.join(tmpdir(), 'muroan-leaving-'));
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
    return id;
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
  }
}

function gone(name: string): LabError {
  return new LabError('not-found', 'does not wait to be fetched any more.', {
    where: name,
    remedy: 'Export the model again.',
  });
}
