import type { Project, WorkspaceRows } from '../../shared/window/workspace';
import { projectLayoutKeys } from './project-layout';

/**
 * The part of a workspace that belongs to a project: itself, its members, its drafts, what is said about them, and what
 * was chosen for its pages. Decisions on warnings and the analyst's name are not: whoever opens an archive answers for
 * their own.
 */
export function projectContent(content: WorkspaceRows, project: Project): WorkspaceRows {
  const members = content.members.filter((member) => member.project === project.id && !member.removed);
  const own = new Set([`project ${project.id}`, ...members.map(({ kind, id }) => `${kind} ${id}`)]);
  const isOwn = ({ kind, id, removed }: { kind: string; id: string; removed: boolean }): boolean =>
    !removed && own.has(`${kind} ${id}`);
  const choices = projectLayoutKeys(project.id);
  return {
    ...content,
    projects: [project],
    members,
    drafts: content.drafts.filter((draft) => draft.project === project.id && !draft.removed),
    presets: content.presets.filter((preset) => preset.project === project.id && !preset.removed),
    notes: content.notes.filter(isOwn),
    tags: content.tags.filter(isOwn),
    stars: content.stars.filter(isOwn),
    decisions: [],
    layout: content.layout.filter(({ key, removed }) => !removed && choices.has(key)),
  };
}
