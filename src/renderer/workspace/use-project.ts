import { useCallback, useMemo } from 'react';
import { z } from 'zod';
import type { Member, Project } from '../../shared/window/workspace';
import { useStored, useWorkspace } from './context';
import { put } from './edit';
import { useLayout } from './use-layout';

/** Projects that are there, by name. */
export function useProjects(): readonly Project[] {
  const projects = useStored('projects', (database) => database.projects.toArray());
  return useMemo(
    () => (projects ?? []).filter(({ removed }) => !removed).sort((a, b) => a.name.localeCompare(b.name)),
    [projects],
  );
}

/** The project that pages are narrowed to; null: the whole lab. */
export function useProject(): readonly [Project | null, (id: string | null) => void] {
  const projects = useProjects();
  const [id, setId] = useLayout('project', z.string().nullable(), null);
  return [projects.find((project) => project.id === id) ?? null, setId];
}

/** Tells what of one kind belongs to the project shown; where that is the whole lab, everything does. */
export function useIsMember(kind: Member['kind']): (id: string) => boolean {
  const [project] = useProject();
  const id = project?.id ?? null;
  const members = useStored(`members ${kind} ${id ?? ''}`, (database) =>
    id === null ? Promise.resolve([]) : database.members.where({ project: id, kind }).toArray(),
  );
  return useMemo(() => {
    if (id === null) return () => true;
    const own = new Set(members?.filter(({ removed }) => !removed).map((member) => member.id));
    return (one: string) => own.has(one);
  }, [id, members]);
}

/** Takes something into the project shown; does nothing where that is the whole lab. */
export function useJoinProject(): (kind: Member['kind'], id: string) => Promise<void> {
  const { database } = useWorkspace();
  const [project] = useProject();
  const projectId = project?.id ?? null;
  return useCallback(
    async (kind, id) => {
      if (database !== null && projectId !== null) await put(database, 'members', { project: projectId, kind, id });
    },
    [database, projectId],
  );
}
