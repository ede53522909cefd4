import { stat } from 'node:fs/promises';

/** When a file was written last, as far as its folder tells; a file that does not exist is as one without bytes. */
export interface Written {
  readonly size: number;
  /** Milliseconds since 1970, with fractions. */
  readonly mtime: number;
}

/**
 * Remembers what was made of files, each as long as nobody has written it since: of a thousand runs nearly all are
 * finished, and whoever lists them asks again and again. Bytes that change under the same length and time are not seen.
 */
export class UnchangedFiles<Value> {
  readonly #read: (file: string, signal?: AbortSignal) => Promise<Value>;
  readonly #known = new Map<string, Written & { readonly value: Value }>();
  /** What is being read: who asks for the same meanwhile waits for it. */
  readonly #reading = new Map<string, Written & { readonly value: Promise<Value> }>();

  /** @param read what it throws is thrown on, and nothing remembered */
  constructor(read: (file: string, signal?: AbortSignal) => Promise<Value>) {
    this.#read = read;
  }

  /** @param signal ends the reading. Nobody else waits for what is read so: it must not end for them too */
  async of(file: string, signal?: AbortSignal): Promise<Value> {
    // Looked at before it is read: what is appended meanwhile makes the next look differ.
    const { size, mtime } = await written(file);
    for (const found of [this.#known.get(file), this.#reading.get(file)]) {
      if (found?.size === size && found.mtime === mtime) return found.value;
    }
    if (signal !== undefined) {
      const value = await this.#read(file, signal);
      this.#known.set(file, { size, mtime, value });
      return value;
    }
    const reading = { size, mtime, value: this.#read(file) };
    this.#reading.set(file, reading);
    try {
      const value = await reading.value;
      this.#known.set(file, { size, mtime, value });
      return value;
    } finally {
      if (this.#reading.get(file) === reading) this.#reading.delete(file);
    }
  }

  /** What is remembered of a file, whether or not it was written since. */
  known(file: string): (Written & { readonly value: Value }) | undefined {
    return this.#known.get(file);
  }

  /** Remembers what was made of a file earlier; void by itself where the file was written since. */
  remember(file: string, value: Value, { size, mtime }: Written): void {
    this.#known.set(file, { size, mtime, value });
  }
}

async function written(file: string): Promise<Written> {
  try {
    const { size, mtimeMs } = await stat(file);
    return { size, mtime: mtimeMs };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { size: 0, mtime: 0 };
    throw error;
  }
}
