import { useMemo } from 'react';
import { newRunId } from '../../shared/identity';
import type { LabApi } from '../../shared/lab-api';
import { slug } from '../../shared/naming';
import type { StudyPlan } from '../../shared/plan';
import type { Project } from '../../shared/workspace';
import { useLab } from '../lab/connection';
import { arrivingRows } from './arriving-rows';
import { readContent, writeContent } from './content';
import { useWorkspace } from './context';
import type { WorkspaceDatabase } from './database';
import { put } from './edit';
import { projectArchive } from './export-project';
import { readProjectArchive } from './import-project';
import { projectContent } from './project-content';
import { tableNames } from './rows';

export interface Archives {
  /** @returns the archive as a file to save */
  readonly exportProject: (project: Project) => Promise<File>;
  /** @throws LabError what `readProjectArchive` finds */
  readonly importProject: (file: File) => Promise<Project>;
}

/** Projects out of the workspace and into it; null until it is open. */
export function useArchives(): Archives | null {
  const { database } = useWorkspace();
  const lab = useLab();
  return useMemo(
    () =>
      database === null
        ? null
        : {
            exportProject: (project) => exported(database, lab, project),
            importProject: (file) => imported(database, lab, file),
          },
    [database, lab],
  );
}

async function exported(database: WorkspaceDatabase, lab: LabApi, project: Project): Promise<File> {
  const content = await readContent(database);
  const { appVersion } = await lab.request('engine.hello', {});
  const runs = projectContent(content, project).members.filter(({ kind }) => kind === 'run');
  const known = new Set((await lab.request('runs.list', {})).runs.map(({ id }) => id));
  const plans: Record<string, StudyPlan> = {};
  for (const { id } of runs) {
    if (known.has(id)) plans[id] = (await lab.request('runs.show', { run: id })).description.plan;
  }
  const archive = projectArchive({ project, content, plans, appVersion, exportedAt: new Date().toISOString() });
  return new File([archive], `${slug(project.name) || 'project'}.muroan.zip`, { type: 'application/zip' });
}

async function imported(database: WorkspaceDatabase, lab: LabApi, file: File): ReturnType<Archives['importProject']> {
  const archive = readProjectArchive(new Uint8Array(await file.arrayBuffer()), file.name);
  // In one transaction, or an edit in between would be written over.
  await database.transaction('rw', [...tableNames], async () => {
    const local = await readContent(database);
    await writeContent(database, arrivingRows(local, archive, new Date().toISOString()));
  });
  const known = new Set((await lab.request('runs.list', {})).runs.map((run) => run.id));
  for (const [run, plan] of Object.entries(archive.plans)) {
    // Runs of another lab cannot be shown here, but they can be computed again.
    if (!known.has(run)) {
      await put(database, 'drafts', {
        id: newRunId(),
        kind: 'study',
        project: archive.project.id,
        title: plan.name,
        content: plan,
      });
    }
  }
  return archive.project;
}
