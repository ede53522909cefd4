import { strFromU8, unzipSync } from 'fflate';
import { z } from 'zod';
import { LabError } from '../../shared/errors';
import { hashOfBytes } from '../../shared/identity';
import { parseFile } from '../../shared/json-file';
import { parse } from '../../shared/parse';
import { StudyPlan } from '../../shared/plan';
import type { WorkspaceRows } from '../../shared/workspace';
import { workspaceFormat } from './content';
import { manifestFile, plansFile, ProjectManifest, workspaceFile } from './archive-format';

/** Bytes that the files of an archive may have, unpacked: far more than a workspace may hold. */
const largest = 32 * 1024 * 1024;

export interface ImportedProject {
  readonly name: string;
  readonly content: WorkspaceRows;
  readonly plans: Readonly<Record<string, StudyPlan>>;
}

/**
 * Reads a project archive; nothing in it is believed before its checksum fits.
 *
 * @param where the file's name, for errors
 * @throws LabError `damaged` for what is no project archive or was changed; `unsupported` for one of a newer lab
 */
export function readProjectArchive(bytes: Uint8Array, where: string): ImportedProject {
  const files = unzipped(bytes, where);
  const manifest = readManifest(files, where);
  for (const [name, { sha256 }] of Object.entries(manifest.files)) {
    const file = files.get(name);
    if (file === undefined) throw damaged(where, `${name} is missing from it.`);
    if (hashOfBytes(file) !== sha256) throw damaged(where, `${name} in it was changed: its checksum does not fit.`);
  }
  const content = (name: string): unknown => json(files, name, where);
  const plans = z.record(z.string(), StudyPlan);
  return {
    name: manifest.project,
    content: parseFile(content(workspaceFile), workspaceFormat, workspaceFile),
    plans: parse(plans, content(plansFile), plansFile),
  };
}

function unzipped(bytes: Uint8Array, where: string): ReadonlyMap<string, Uint8Array> {
  let total = 0;
  try {
    const entries = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        total += originalSize;
        if (total > largest) throw new RangeError('too large');
        return [manifestFile, workspaceFile, plansFile].includes(name);
      },
    });
    return new Map(Object.entries(entries));
  } catch (error) {
    if (error instanceof RangeError) throw damaged(where, 'is larger than any project archive.');
    throw damaged(where, 'is no archive (ZIP), or a damaged one.');
  }
}

function readManifest(files: ReadonlyMap<string, Uint8Array>, where: string): ProjectManifest {
  const value = json(files, manifestFile, where) as { format?: unknown } | null;
  if (value?.format !== 'muroan.project') throw damaged(where, 'is an archive, but not of a project.');
  return parseFile(value, { schema: ProjectManifest, whenNewer: 'Open it with the newer MUROAN Lab.' }, where);
}

function json(files: ReadonlyMap<string, Uint8Array>, name: string, where: string): unknown {
  const file = files.get(name);
  if (file === undefined) throw damaged(where, `${name} is missing from it.`);
  try {
    return JSON.parse(strFromU8(file));
  } catch {
    throw damaged(where, `${name} in it is no JSON.`);
  }
}

function damaged(where: string, message: string): LabError {
  return new LabError('damaged', message, { where, remedy: 'Export the project again and open the new archive.' });
}
