import { strToU8, zipSync } from 'fflate';
import { canonicalJson, hashOfBytes } from '../../shared/identity';
import { mapValues } from '../../shared/map-values';
import type { StudyPlan } from '../../shared/plan';
import type { Project, WorkspaceRows } from '../../shared/workspace';
import { manifestFile, plansFile, workspaceFile, type ProjectManifest } from './archive-format';

/** The part of a workspace that belongs to a project: itself, its members, its drafts, and what is said about them. */
export function projectContent(content: WorkspaceRows, project: Project): WorkspaceRows {
  const members = content.members.filter((member) => member.project === project.id && !member.removed);
  const own = new Set([`project ${project.id}`, ...members.map(({ kind, id }) => `${kind} ${id}`)]);
  const isOwn = ({ kind, id, removed }: { kind: string; id: string; removed: boolean }): boolean =>
    !removed && own.has(`${kind} ${id}`);
  return {
    ...content,
    projects: [project],
    members,
    drafts: content.drafts.filter((draft) => draft.project === project.id && !draft.removed),
    presets: content.presets.filter((preset) => preset.project === project.id && !preset.removed),
    notes: content.notes.filter(isOwn),
    tags: content.tags.filter(isOwn),
    stars: content.stars.filter(isOwn),
    layout: [],
  };
}

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
    files: mapValues(files, (bytes) => ({ bytes: bytes.length, sha256: hashOfBytes(bytes) })),
  };
  return zipSync(
    { [manifestFile]: strToU8(JSON.stringify(manifest, null, 2)), ...files },
    // Equal projects make equal archives.
    { level: 6, mtime: new Date(exportedAt) },
  );
}
