import { readFileSync } from 'node:fs';
import { LabError } from '../shared/errors';

/** No plan or specification is larger than this. */
const largest = 4_000_000;

/**
 * Reads a JSON file that a person wrote.
 *
 * @throws LabError `not-found` or `invalid`, naming the file
 */
export function readJsonFile(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
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
  if (text.length > largest) {
    throw new LabError('invalid', `has ${String(text.length)} characters.`, {
      where: file,
      remedy: `Give a JSON file of at most ${String(largest)}.`,
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
