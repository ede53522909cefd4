import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';

/** Pieces are gathered up to this many bytes before they go to the disk. */
const BUFFER_BYTES = 2 ** 20;

/** One column's file while it is written: appended to, hashed on the way, flushed at the end. */
export class ColumnFile {
  private readonly hash = createHash('sha256');
  private handle: FileHandle | null = null;
  private pending: Uint8Array[] = [];
  private pendingBytes = 0;

  constructor(
    private readonly folder: string,
    private readonly name: string,
  ) {}

  /** Takes a copy: the caller may use its buffer again. */
  async append(piece: Uint8Array | string): Promise<void> {
    const bytes = Buffer.from(piece);
    this.hash.update(bytes);
    this.pending.push(bytes);
    this.pendingBytes += bytes.length;
    if (this.pendingBytes >= BUFFER_BYTES) await this.write();
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
    await handle?.close();
  }

  private async write(): Promise<FileHandle> {
    this.handle ??= await open(join(this.folder, this.name), 'wx');
    await this.handle.writeFile(Buffer.concat(this.pending));
    this.pending = [];
    this.pendingBytes = 0;
    return this.handle;
  }
}
