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
  readonly #read: (file: string) => Promise<Value>;
  readonly #known = new Map<string, Written & { readonly value: Value }>();

  /** @param read what it throws is thrown on, and nothing remembered */
  constructor(read: (file: string) => Promise<Value>) {
    this.#read = read;
  }

  async of(file: string): Promise<Value> {
    // Looked at before it is read: what is appended meanwhile makes the next look differ.
    const { size, mtime } = await written(file);
    const known = this.#known.get(file);
    if (known?.size === size && known.mtime === mtime) return known.value;
    const value = await this.#read(file);
    this.#known.set(file, { size, mtime, value });
    return value;
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
