import { strToU8, type ZipDeflate } from 'fflate';
import type { ArchivedFile } from '../../shared/runs/archived-file';
import { LabError } from '../../shared/errors';
import { canonicalJson, hashOfBytes } from '../../shared/identity';
import type { StudyPlan } from '../../shared/plan/plan';
import type { Project, WorkspaceRows } from '../../shared/window/workspace';
import { manifestFile, plansFile, workspaceFile, type Checksum, type ProjectManifest } from './archive-format';
import { projectContent } from './project-content';
import { texts } from '../texts/catalogue';
import { ZipFile } from '../saving/zip-file';

const words = texts.workspace.archive;

export interface ProjectParts {
  readonly project: Project;
  readonly content: WorkspaceRows;
  /** Plans of the project's runs, by run id: what another lab needs to compute them again. */
  readonly plans: Readonly<Record<string, StudyPlan>>;
  /** Files of the project's runs that go into the archive; none where they stay in the lab. */
  readonly runFiles: readonly ArchivedFile[];
  readonly appVersion: string;
  readonly exportedAt: string;
}

/** The bytes of a file of runs from an offset on; empty behind its end. */
export type ReadPiece = (name: string, offset: number) => Promise<Uint8Array<ArrayBuffer>>;

/**
 * A project as one archive (ZIP). Data sets are never in it.
 *
 * @returns the archive in pieces
 * @throws LabError `conflict` for a file that changes meanwhile; what `read` throws
 */
export async function projectArchive(parts: ProjectParts, read: ReadPiece): Promise<readonly Blob[]> {
  const { project, content, plans, runFiles, appVersion, exportedAt } = parts;
  const own = {
    [workspaceFile]: strToU8(canonicalJson(projectContent(content, project))),
    [plansFile]: strToU8(canonicalJson(plans)),
  };
  const manifest: ProjectManifest = {
    format: 'muroan.project',
    formatVersion: 4,
    appVersion,
    exportedAt,
    project: project.name,
    files: {
      ...Object.fromEntries(runFiles.map(({ name, bytes, sha256 }) => [name, { bytes, sha256 }])),
      [workspaceFile]: checksumOf(own[workspaceFile]),
      [plansFile]: checksumOf(own[plansFile]),
    },
  };
  const archive = new ZipFile(new Date(exportedAt));
  archive.deflated(manifestFile).push(strToU8(JSON.stringify(manifest, null, 2)), true);
  for (const [name, bytes] of Object.entries(own)) archive.deflated(name).push(bytes, true);
  for (const file of runFiles) await pack(file, archive.deflated(file.name), read);
  return archive.end();
}

async function pack({ name, bytes }: ArchivedFile, packed: ZipDeflate, read: ReadPiece): Promise<void> {
  let offset = 0;
  do {
    const piece = await read(name, offset);
    offset += piece.length;
    if (offset > bytes || (piece.length === 0 && offset < bytes)) {
      throw new LabError('conflict', words.changedMeanwhile, { where: name, remedy: words.exportAgain });
    }
    packed.push(piece, offset === bytes);
  } while (offset < bytes);
}

function checksumOf(bytes: Uint8Array): Checksum {
  return { bytes: bytes.length, sha256: hashOfBytes(bytes) };
}
