import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { LabError } from '../../shared/errors';
import { refuseDeep } from '../../shared/json/json-depth';
import { parseFile, type FileFormat, type FileSchema } from '../../shared/json/json-file';

/** A kind of JSON file in the lab folder. */
export interface LabFile<Schema extends FileSchema> extends Omit<FileFormat<Schema>, 'whenNewer'> {
  /** What to do about a damaged file of this kind. */
  readonly remedy: string;
}

/**
 * Reads and checks one of the lab's JSON files; one of an older version is brought to the newest.
 *
 * @returns null when there is no such file
 * @throws LabError `unsupported` for a file written by a newer app, `damaged` for anything else that does not fit
 */
export async function readJsonFile<Schema extends FileSchema>(
  file: string,
  format: LabFile<Schema>,
): Promise<z.output<Schema> | null> {
  const text = await readIfThere(file);
  if (text === null) return null;
  const damaged = (message: string, where = file): LabError =>
    new LabError('damaged', message, { where, remedy: format.remedy });
  const content = jsonOf(text);
  if (content === undefined) throw damaged('is not valid JSON; the file is damaged.');
  const name = format.schema.shape.format.value;
  if (formatOf(content) !== name) {
    throw damaged(`is not a file of the format ${name}.`);
  }
  try {
    refuseDeep(content, file);
    return parseFile(content, { ...format, whenNewer: 'Open the lab folder with the newer version.' }, file);
  } catch (error) {
    if (error instanceof LabError && error.code === 'invalid') throw damaged(error.message, error.where);
    throw error;
  }
}

function formatOf(content: unknown): unknown {
  return typeof content === 'object' && content !== null && 'format' in content ? content.format : undefined;
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
}

/** What a text holds; undefined, which JSON cannot hold, where it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch {
    return undefined;
  }
}
