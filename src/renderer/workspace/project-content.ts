import type { Project, WorkspaceRows } from '../../shared/workspace';

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
