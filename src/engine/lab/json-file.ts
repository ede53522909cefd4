import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { LabError } from '../../shared/errors';
import { newerFormat } from '../../shared/newer-format';
import { parse } from '../../shared/parse';

export interface FileFormat<Schema extends z.ZodType> {
  /** Value of the file's field `format`. */
  readonly format: string;
  /** Newest version this app reads. */
  readonly formatVersion: number;
  readonly schema: Schema;
  /** What to do about a damaged file of this kind. */
  readonly remedy: string;
}

/**
 * Reads and checks one of the lab's JSON files.
 *
 * @returns null when there is no such file
 * @throws LabError `unsupported` for a file written by a newer app, `damaged` for anything else that does not fit
 */
export async function readJsonFile<Schema extends z.ZodType>(
  file: string,
  format: FileFormat<Schema>,
): Promise<z.output<Schema> | null> {
  const raw = await readRawJson(file, format.remedy);
  if (raw === null) return null;
  refuseOther(raw, file, format);
  try {
    return parse(format.schema, raw, file);
  } catch (error) {
    if (error instanceof LabError) {
      throw new LabError('damaged', error.message, { where: error.where ?? file, remedy: format.remedy });
    }
    throw error;
  }
}

/** The file's content as it is, unchecked; null when there is no such file. @throws LabError `damaged` */
async function readRawJson(file: string, remedy: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new LabError('damaged', 'is not valid JSON; the file is damaged.', { where: file, remedy });
  }
}

function refuseOther(
  raw: unknown,
  file: string,
  expected: { format: string; formatVersion: number; remedy: string },
): void {
  const { format, formatVersion } = (raw ?? {}) as { format?: unknown; formatVersion?: unknown };
  if (format !== expected.format) {
    throw new LabError('damaged', `is not a file of the format ${expected.format}.`, {
      where: file,
      remedy: expected.remedy,
    });
  }
  if (typeof formatVersion === 'number' && formatVersion > expected.formatVersion) {
    throw newerFormat(file, formatVersion, expected.formatVersion, 'Open the lab folder with the newer version.');
  }
}
