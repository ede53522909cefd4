import { strFromU8, unzipSync } from 'fflate';
import { z } from 'zod';
import { ArchivedFile } from '../../shared/runs/archived-file';
import { LabError } from '../../shared/errors';
import { hashOfBytes } from '../../shared/identity';
import { parseFile, parseJson } from '../../shared/json/json-file';
import { parse } from '../../shared/parse';
import { StudyPlan } from '../../shared/plan/plan';
import type { Project, WorkspaceRows } from '../../shared/window/workspace';
import { manifestFile, manifestFormat, plansFile, workspaceFile, type ProjectManifest } from './archive-format';
import { workspaceFormat } from './content';
import { projectContent } from './project-content';
import { texts } from '../texts/catalogue';

const words = texts.workspace.archive;

/** Bytes that the files of an archive may have besides those of runs, unpacked: far more than a workspace may hold. */
const largest = 32 * 1024 * 1024;
/** What every archive holds. */
const ownFiles: readonly string[] = [manifestFile, workspaceFile, plansFile];

export interface ImportedProject {
  readonly project: Project;
  /** Rows of the project, and of nothing else. */
  readonly content: WorkspaceRows;
  /** Of its runs. */
  readonly plans: Readonly<Record<string, StudyPlan>>;
  /** Files of its runs, which have not been read; empty where it came without. */
  readonly runFiles: readonly ArchivedFile[];
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
  const listed = Object.entries(manifest.files);
  for (const [name, { bytes: length, sha256 }] of listed.filter(([one]) => ownFiles.includes(one))) {
    const file = fileOf(files, name, where);
    if (file.length !== length || hashOfBytes(file) !== sha256) {
      throw damaged(where, words.checksum(name));
    }
  }
  return fitting(where, () => {
    const rows = parseFile(json(files, workspaceFile, where), workspaceFormat, workspaceFile);
    const [project, ...more] = rows.projects.filter(({ removed }) => !removed) as [Project?, ...Project[]];
    if (project === undefined || more.length > 0) throw damaged(where, 'is not of one project.');
    const content = projectContent(rows, project);
    const plans = parse(z.record(z.string(), StudyPlan), json(files, plansFile, where), plansFile);
    const isRun = new Set(content.members.flatMap(({ kind, id }) => (kind === 'run' ? [id] : [])));
    const others = listed.filter(([name]) => !ownFiles.includes(name)).map(([name, sum]) => ({ name, ...sum }));
    const runFiles = parse(ArchivedFile.array(), others, manifestFile);
    return {
      project,
      content,
      plans: Object.fromEntries(Object.entries(plans).filter(([run]) => isRun.has(run))),
      runFiles: runFiles.filter(({ name }) => !name.startsWith('runs/') || isRun.has(name.split('/')[1])),
    };
  });
}

function unzipped(bytes: Uint8Array, where: string): ReadonlyMap<string, Uint8Array> {
  let total = 0;
  try {
    const entries = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!ownFiles.includes(name)) return false;
        total += originalSize;
        if (total > largest) throw new RangeError('too large');
        return true;
      },
    });
    return new Map(Object.entries(entries));
  } catch (error) {
    if (error instanceof RangeError) throw damaged(where, 'is larger than any project archive.');
    throw damaged(where, 'is no archive (ZIP), or a damaged one.');
  }
}

/**
 * Files of runs out of an archive, whether or not they are what the manifest says.
 *
 * @returns their bytes, in the order of the files
 * @throws LabError `damaged` where one is missing, or longer than said
 */
export function readRunFiles(
  archive: Uint8Array,
  files: readonly ArchivedFile[],
  where: string,
): readonly Uint8Array[] {
  const lengths = new Map(files.map(({ name, bytes }) => [name, bytes]));
  let checked = '';
  try {
    const found = unzipSync(archive, {
      filter: ({ name, originalSize }) => {
        const length = lengths.get(name);
        if (length === undefined) return false;
        checked = name;
        if (originalSize !== length) throw new RangeError('too large');
        return true;
      },
    });
    const contents = new Map(Object.entries(found));
    return files.map(({ name }) => fileOf(contents, name, where));
  } catch (error) {
    if (error instanceof LabError) throw error;
    throw damaged(where, words.length(checked));
  }
}

function readManifest(files: ReadonlyMap<string, Uint8Array>, where: string): ProjectManifest {
  return fitting(where, () => {
    const value = json(files, manifestFile, where) as { format?: unknown } | null;
    if (value?.format !== 'muroan.project') throw damaged(where, words.noProject);
    return parseFile(value, manifestFormat, where);
  });
}

function json(files: ReadonlyMap<string, Uint8Array>, name: string, where: string): unknown {
  return parseJson(strFromU8(fileOf(files, name, where)), name);
}

function fileOf(files: ReadonlyMap<string, Uint8Array>, name: string, where: string): Uint8Array {
  const file = files.get(name);
  if (file === undefined) throw damaged(where, words.missing(name));
  return file;
}

/** What is invalid in an archive is the archive's damage: nobody wrote it by hand. */
function fitting<Value>(where: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof LabError) || error.code !== 'invalid') throw error;
    throw damaged(where, words.unfit(`${error.where ?? ''}: ${error.message}`));
  }
}

function damaged(where: string, message: string): LabError {
  return new LabError('damaged', message, { where, remedy: words.damagedRemedy });
}
