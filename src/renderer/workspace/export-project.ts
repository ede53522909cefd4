import { strToU8, zipSync } from 'fflate';
import { canonicalJson, hashOfBytes } from '../../shared/identity';
import type { StudyPlan } from '../../shared/plan';
import type { Project, WorkspaceRows } from '../../shared/workspace';
import { manifestFile, plansFile, workspaceFile, type Checksum, type ProjectManifest } from './archive-format';
import { projectContent } from './project-content';

export interface ProjectParts {
  readonly project: Project;
  readonly content: WorkspaceRows;
  /** Plans of the project's runs, by run id: what another lab needs to compute them again. */
  readonly plans: Readonly<Record<string, StudyPlan>>;
  readonly appVersion: string;
  readonly exportedAt: string;
}

/** A project as one archive (ZIP). Data, weights and records are not in it: they stay in the lab folder. */
export function projectArchive({
  project,
  content,
  plans,
  appVersion,
  exportedAt,
}: ProjectParts): Uint8Array<ArrayBuffer> {
  const files = {
    [workspaceFile]: strToU8(canonicalJson(projectContent(content, project))),
    [plansFile]: strToU8(canonicalJson(plans)),
  };
  const manifest: ProjectManifest = {
    format: 'muroan.project',
    formatVersion: 1,
    appVersion,
    exportedAt,
    project: project.name,
    files: { [workspaceFile]: checksumOf(files[workspaceFile]), [plansFile]: checksumOf(files[plansFile]) },
  };
  return zipSync(
    { [manifestFile]: strToU8(JSON.stringify(manifest, null, 2)), ...files },
    // Equal projects make equal archives.
    { level: 6, mtime: new Date(exportedAt) },
  );
}

function checksumOf(bytes: Uint8Array): Checksum {
  return { bytes: bytes.length, sha256: hashOfBytes(bytes) };
}
