import { open, type FileHandle } from 'node:fs/promises';
import { LabError } from '../../shared/errors';
import { encodeLine } from './checked-line';

/**
 * An append-only file of checked lines with one writer. What `append` has confirmed is on the disk and whole.
 *
 * Lines given while a write is under way go out together with the next one: one write and one flush for all of them.
 */
export class AppendFile {
  readonly #file: string;
  readonly #handle: FileHandle;
  #length: number;
  #waiting: Pending[] = [];
  #writing: Promise<void> | null = null;
  #failure: { readonly error: unknown } | null = null;

  private constructor(file: string, handle: FileHandle, length: number) {
    this.#file = file;
    this.#handle = handle;
    this.#length = length;
  }

  /** Opens for appending; creates the file when there is none. */
  static async open(file: string): Promise<AppendFile> {
    // Not O_APPEND: every write goes to the offset this writer knows to be the end of its last whole line.
    const handle = await open(file, 'r+').catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return open(file, 'wx+');
      throw error;
    });
    const { size } = await handle.stat();
    return new AppendFile(file, handle, size);
  }

  /**
   * Appends one line per value; resolves when they are on the disk.
   *
   * @throws the system's error (`ENOSPC`): the file then ends as it did before, and every later append fails too
   * @throws LabError `conflict` when something else has changed the file
   */
  append(values: readonly unknown[]): Promise<void> {
    if (values.length === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#waiting.push({ text: values.map(encodeLine).join(''), resolve, reject });
      this.#writing ??= this.#writeWaiting();
    });
  }

  /** Waits for what is being written, then closes. */
  async close(): Promise<void> {
    await this.#writing;
    await this.#handle.close();
  }

  async #writeWaiting(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        if (this.#failure === null) await this.#write(Buffer.from(batch.map(({ text }) => text).join('')));
      } catch (error) {
        this.#failure = { error };
      }
      for (const { resolve, reject } of batch) {
        if (this.#failure === null) resolve();
        else reject(this.#failure.error);
      }
    }
    this.#writing = null;
  }

  async #write(bytes: Buffer): Promise<void> {
    const { size } = await this.#handle.stat();
    if (size !== this.#length) {
      throw new LabError(
        'conflict',
        `has ${size} bytes where ${this.#length} were written; something else changed it.`,
        {
          where: this.#file,
          remedy: 'Make sure that no other program writes to the lab folder, then resume the run.',
        },
      );
    }
    try {
      let written = 0;
      while (written < bytes.length) {
        const { bytesWritten } = await this.#handle.write(
          bytes,
          written,
          bytes.length - written,
          this.#length + written,
        );
        written += bytesWritten;
      }
      await this.#handle.datasync();
      this.#length += bytes.length;
    } catch (error) {
      // Take back a part that did fit, so that the file ends with a whole line; a torn one would be found anyway.
      await this.#handle.truncate(this.#length).catch(() => undefined);
      throw error;
    }
  }
}

interface Pending {
  readonly text: string;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}
