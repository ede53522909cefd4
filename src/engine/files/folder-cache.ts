import { stat } from 'node:fs/promises';
import path from 'node:path';

interface Entry<Value> {
  readonly folder: string;
  /** When the folder's describing file was written: another time means other content. */
  readonly written: number;
  readonly value: Value;
}

/** What was last loaded from a few folders; the one not used for longest makes room. */
export class FolderCache<Value> {
  readonly #describingFile: string;
  readonly #load: (folder: string) => Promise<Value>;
  readonly #capacity: number;
  readonly #dispose: (value: Value) => void;
  /** Used last, last. */
  #entries: readonly Entry<Value>[] = [];

  constructor(
    describingFile: string,
    load: (folder: string) => Promise<Value>,
    capacity: number,
    dispose: (value: Value) => void,
  ) {
    this.#describingFile = describingFile;
    this.#load = load;
    this.#capacity = capacity;
    this.#dispose = dispose;
  }

  async get(folder: string): Promise<Value> {
    const written = await writtenAt(path.join(folder, this.#describingFile));
    const kept = this.#entries.find((entry) => entry.folder === folder && entry.written === written);
    if (kept !== undefined) {
      this.#entries = [...this.#entries.filter((entry) => entry !== kept), kept];
      return kept.value;
    }
    const value = await this.#load(folder);
    const others = this.#entries.filter((entry) => entry.folder !== folder);
    const stay = others.slice(Math.max(0, others.length - this.#capacity + 1));
    for (const entry of this.#entries) {
      if (!stay.includes(entry)) this.#dispose(entry.value);
    }
    this.#entries = [...stay, { folder, written, value }];
    return value;
  }
}

/** Zero for a file that is not there: loading then says so in its own words. */
async function writtenAt(file: string): Promise<number> {
  try {
    return (await stat(file)).mtimeMs;
  } catch {
    return 0;
  }
}
