import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';

/** Pieces are gathered up to this many bytes before they go to the disk. */
const BUFFER_BYTES = 2 ** 20;

/** One column's file while it is written: appended to, hashed on the way, flushed at the end. */
export class ColumnFile {
  private readonly hash = createHash('sha256');
  private handle: FileHandle | null = null;
  /**
   * Memory of its own: small buffers are cut by Node from shared ones, and a column of few bytes a row would hold on to those of the
   * others for as long as it is gathered.
   */
  private gathered: Buffer | null = null;
  private gatheredBytes = 0;

  constructor(
    private readonly folder: string,
    private readonly name: string,
  ) {}

  /** Takes a copy: the caller may use its buffer again. One call at a time. */
  async append(piece: Uint8Array | string): Promise<void> {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
    this.hash.update(bytes);
    for (let done = 0; done < bytes.length;) {
      this.gathered ??= Buffer.allocUnsafeSlow(BUFFER_BYTES);
      const taken = bytes.subarray(done, done + BUFFER_BYTES - this.gatheredBytes);
      this.gathered.set(taken, this.gatheredBytes);
      this.gatheredBytes += taken.length;
      done += taken.length;
      if (this.gatheredBytes === BUFFER_BYTES) await this.write();
    }
  }

  async finish(): Promise<{ readonly file: string; readonly sha256: string }> {
    const handle = await this.write();
    await handle.sync();
    await this.close();
    return { file: this.name, sha256: this.hash.digest('hex') };
  }

  async close(): Promise<void> {
    const handle = this.handle;
    this.handle = null;
    this.gathered = null;
    await handle?.close();
  }

  private async write(): Promise<FileHandle> {
    this.handle ??= await open(join(this.folder, this.name), 'wx');
    if (this.gathered !== null) await this.handle.writeFile(this.gathered.subarray(0, this.gatheredBytes));
    this.gatheredBytes = 0;
    return this.handle;
  }
}
