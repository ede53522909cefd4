import { closeSync, openSync, readSync } from 'node:fs';
import { LabError } from '../../shared/errors';
import { parseStrictJson } from '../../shared/json/json-names';

/** No plan or specification is larger than this, in bytes. */
const largest = 4_000_000;

/**
 * Reads a JSON file that a person wrote.
 *
 * @throws LabError `not-found` or `invalid`, naming the file; also where an object has a name twice
 */
export function readJsonFile(file: string): unknown {
  return parseStrictJson(readText(file), file);
}

function readText(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readUpTo(file, largest + 1);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') {
      throw new LabError('not-found', 'There is no such file.', { where: file, remedy: 'Correct the path.' });
    }
    if (code === 'EISDIR') {
      throw new LabError('invalid', 'is a folder.', { where: file, remedy: 'Give a file.' });
    }
    throw new LabError('invalid', `cannot be read (${code ?? 'unknown reason'}).`, {
      where: file,
      remedy: 'Check its permissions.',
    });
  }
  if (bytes.length > largest) {
    throw new LabError('invalid', `has more than ${String(largest)} bytes.`, {
      where: file,
      remedy: 'Give a smaller JSON file.',
    });
  }
  return bytes.toString('utf8');
}

/** The first bytes of a file, at most `limit`: a pipe or a device may have no end. */
function readUpTo(file: string, limit: number): Buffer {
  const descriptor = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(limit);
    let length = 0;
    while (length < limit) {
      const read = readSync(descriptor, buffer, length, limit - length, null);
      if (read === 0) break;
      length += read;
    }
    return buffer.subarray(0, length);
  } finally {
    closeSync(descriptor);
  }
}
