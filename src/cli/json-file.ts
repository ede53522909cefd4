import { readFileSync, statSync } from 'node:fs';
import { LabError } from '../shared/errors';

/** No plan or specification is larger than this, in bytes. */
const largest = 4_000_000;

/**
 * Reads a JSON file that a person wrote.
 *
 * @throws LabError `not-found` or `invalid`, naming the file
 */
export function readJsonFile(file: string): unknown {
  let text: string;
  try {
    refuseOtherThanFile(file);
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof LabError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') {
      throw new LabError('not-found', 'There is no such file.', { where: file, remedy: 'Correct the path.' });
    }
    throw new LabError('invalid', `cannot be read (${code ?? 'unknown reason'}).`, {
      where: file,
      remedy: 'Check its permissions.',
    });
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch (error) {
    throw new LabError('invalid', `is not JSON: ${error instanceof Error ? error.message : String(error)}.`, {
      where: file,
      remedy: 'Correct it; every text and name in JSON stands in double quotes, and no comma ends a list.',
    });
  }
}

/** A device such as /dev/zero has no end, and a large file fills the memory before it can be refused. */
function refuseOtherThanFile(file: string): void {
  const status = statSync(file);
  if (status.isDirectory()) throw new LabError('invalid', 'is a folder.', { where: file, remedy: 'Give a file.' });
  if (!status.isFile())
    throw new LabError('invalid', 'is not a regular file.', { where: file, remedy: 'Give a file.' });
  if (status.size > largest) {
    throw new LabError('invalid', `has ${String(status.size)} bytes.`, {
      where: file,
      remedy: `Give a JSON file of at most ${String(largest)}.`,
    });
  }
}
