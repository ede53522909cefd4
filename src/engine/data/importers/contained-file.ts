import { constants } from 'node:fs';
import { type FileHandle, open, realpath } from 'node:fs/promises';
import { isAbsolute, join, relative, sep, win32 } from 'node:path';
import { MissingFile, quoted, RowProblem } from './importer';

/**
 * Opens a regular file inside `root` for reading.
 *
 * @param root real path of a folder
 * @param name path relative to it, as an imported file gives it
 * @throws MissingFile; RowProblem when the path leaves the folder, also by way of a link, or is no regular file, or cannot be read
 */
export async function openContained(root: string, name: string): Promise<FileHandle> {
  refuseLeaving(name);
  const path = await orProblem(name, realpath(join(root, name)));
  if (!isInside(root, path))
    throw new RowProblem(
      `The path ${quoted(name)} leaves the folder through a link. Put the file itself in its place.`,
    );
  // O_NONBLOCK: opening a named pipe must not wait for somebody to write to it.
  const handle = await orProblem(name, open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK));
  const isFile = await handle.stat().then((status) => status.isFile());
  if (isFile) return handle;
  await handle.close();
  throw new RowProblem(`${quoted(name)} is not a regular file.`);
}

/** Content of a file inside `root`. @throws RowProblem as `openContained`, and when it is longer than `limit` bytes */
export async function readContained(root: string, name: string, limit: number): Promise<Uint8Array> {
  const handle = await openContained(root, name);
  try {
    const { size } = await handle.stat();
    if (size > limit) throw new RowProblem(`${quoted(name)} is larger than ${Math.floor(limit / 2 ** 20)} MB.`);
    return await orProblem(name, handle.readFile());
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

async function orProblem<Value>(name: string, work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new MissingFile(`The file ${quoted(name)} is missing. Copy it there.`);
    throw new RowProblem(`The file ${quoted(name)} cannot be read (${code}).`);
  }
}
