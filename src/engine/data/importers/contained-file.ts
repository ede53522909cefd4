import { constants } from 'node:fs';
import { type FileHandle, open, realpath } from 'node:fs/promises';
import { basename, isAbsolute, join, relative, sep, win32 } from 'node:path';
import { MissingFile, quoted, RowProblem } from './importer';
import { besideLone, isLoneFile } from './lone-file';

/**
 * Opens a regular file inside `root` for reading.
 *
 * @param root real path of a folder, or of a file that is all there is (`lone-file.ts`)
 * @param name path relative to it, as an imported file gives it
 * @throws MissingFile; RowProblem when the path leaves the folder, also by way of a link, or is no regular file, or cannot be read
 */
export async function openContained(root: string, name: string): Promise<FileHandle> {
  return (await openSized(root, name)).handle;
}

interface SizedHandle {
  readonly handle: FileHandle;
  readonly size: number;
}

async function openSized(root: string, name: string): Promise<SizedHandle> {
  const path = await containedPath(root, name);
  // O_NONBLOCK: opening a named pipe must not wait for somebody to write to it.
  const handle = await orProblem(name, open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK));
  const status = await handle.stat();
  if (status.isFile()) return { handle, size: status.size };
  await handle.close();
  throw new RowProblem(`${quoted(name)} is not a regular file.`);
}

/** Real path of a file inside `root`. @throws MissingFile; RowProblem when the path leaves the folder, also by way of a link */
export async function containedPath(root: string, name: string): Promise<string> {
  refuseLeaving(name);
  let real: string;
  try {
    real = await realpath(join(root, name));
  } catch (error) {
    // Below a file there is nothing. It is what somebody gave, so that a link in its place is followed.
    if (!(await isLoneFile(root))) throw problemOf(name, error);
    if (name !== basename(root)) throw besideLone(root, name);
    return orProblem(name, realpath(root));
  }
  if (isInside(root, real)) return real;
  throw new RowProblem(`The path ${quoted(name)} leaves the folder through a link. Put the file itself in its place.`);
}

/** Content of a file inside `root`. @throws RowProblem as `openContained`, and when it is longer than `limit` bytes */
export async function readContained(root: string, name: string, limit: number): Promise<Uint8Array> {
  const { handle, size } = await openSized(root, name);
  try {
    if (size > limit) throw new RowProblem(`${quoted(name)} is larger than ${Math.floor(limit / 2 ** 20)} MB.`);
    return await orProblem(name, wholeOf(handle, size));
  } finally {
    await handle.close();
  }
}

/** @throws RowProblem for a path that leads out of a folder by itself, or is none */
export function refuseLeaving(name: string): void {
  if (name.includes('\u0000')) throw new RowProblem(`The path ${quoted(name)} is not a path.`);
  if (isAbsolute(name) || win32.isAbsolute(name) || name.split(/[\\/]/).includes('..')) {
    throw new RowProblem(`The path ${quoted(name)} leaves the folder. Copy the file into it and correct the path.`);
  }
}

/** Whether a real path lies below another. */
export function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** One read where nobody changes the file meanwhile: of many small files, most time goes by between calls. */
async function wholeOf(handle: FileHandle, size: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(size);
  let done = 0;
  while (done < size) {
    const { bytesRead } = await handle.read(bytes, done, size - done, done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return bytes.subarray(0, done);
}

async function orProblem<Value>(name: string, work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    throw problemOf(name, error);
  }
}

function problemOf(name: string, error: unknown): RowProblem {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
  return code === 'ENOENT' || code === 'ENOTDIR'
    ? new MissingFile(`The file ${quoted(name)} is missing. Copy it there.`)
    : new RowProblem(`The file ${quoted(name)} cannot be read (${code}).`);
}
