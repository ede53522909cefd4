import { useMemo } from 'react';
import { fromBase64 } from '../../shared/base64';
import { largestArchive, type ArchivedFile } from '../../shared/runs/archived-file';
import { LabError } from '../../shared/errors';
import { newRunId } from '../../shared/identity';
import type { LabApi } from '../../shared/lab-channel/lab-api';
import { slug } from '../../shared/text/naming';
import type { StudyPlan } from '../../shared/plan/plan';
import type { Project } from '../../shared/window/workspace';
import { useLab } from '../lab/connection';
import { arrivingRows } from './arriving-rows';
import { bringRuns, type Bringing } from './bring-runs';
import { readContent, writeContent } from './content';
import { useWorkspace } from './context';
import type { WorkspaceDatabase } from './database';
import { put } from './edit';
import { projectArchive } from './export-project';
import { readProjectArchive, readRunFiles } from './import-project';
import { projectContent } from './project-content';
import { tableNames } from './rows';
import { texts } from '../texts/catalogue';

/** What of a project's runs goes into its archive: their plans alone; their records and all that explains them; that and weights. */
export type ArchivedRuns = 'plans' | 'records' | 'weights';

export interface Archives {
  /** @returns the archive as a file to save. @throws LabError what the engine finds; `cancelled` */
  readonly exportProject: (project: Project, runs: ArchivedRuns, bringing: Bringing) => Promise<File>;
  /** @throws LabError what `readProjectArchive` and the engine find; nothing is taken in then */
  readonly importProject: (file: File, bringing: Bringing) => Promise<Project>;
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
            exportProject: (...asked) => exported(database, lab, ...asked),
            importProject: (...asked) => imported(database, lab, ...asked),
          },
    [database, lab],
  );
}

async function exported(
  database: WorkspaceDatabase,
  lab: LabApi,
  project: Project,
  wanted: ArchivedRuns,
  { signal, onProgress }: Bringing,
): Promise<File> {
  const content = await readContent(database);
  const { appVersion } = await lab.request('engine.hello', {});
  const known = new Set((await lab.request('runs.list', {}, { signal })).runs.map(({ id }) => id));
  const members = projectContent(content, project).members.filter(({ kind, id }) => kind === 'run' && known.has(id));
  const runs = members.map(({ id }) => id);
  const plans: Record<string, StudyPlan> = {};
  for (const run of runs) plans[run] = (await lab.request('runs.show', { run }, { signal })).description.plan;
  const runFiles = wanted === 'plans' ? [] : await filesOf(lab, runs, wanted === 'weights', signal);
  const total = runFiles.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  const exportedAt = new Date().toISOString();
  const pieces = await projectArchive(
    { project, content, plans, runFiles, appVersion, exportedAt },
    async (name, offset) => {
      const piece = fromBase64((await lab.request('archive.read', { name, offset }, { signal })).base64);
      done += piece.length;
      onProgress(done / total);
      return piece;
    },
  );
  return new File([...pieces], `${slug(project.name) || 'project'}.muroan.zip`, { type: 'application/zip' });
}

async function filesOf(
  lab: LabApi,
  runs: readonly string[],
  weights: boolean,
  signal: AbortSignal,
): Promise<readonly ArchivedFile[]> {
  return (await lab.request('archive.files', { runs: [...runs], weights }, { signal })).files;
}

async function imported(database: WorkspaceDatabase, lab: LabApi, file: File, bringing: Bringing): Promise<Project> {
  if (file.size > largestArchive) {
    throw new LabError('unsupported', texts.workspace.archive.tooLarge(largestArchive / 1024 / 1024), {
      where: file.name,
      remedy: texts.workspace.archive.tooLargeRemedy,
    });
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  const archive = readProjectArchive(bytes, file.name);
  await bringRuns(lab, archive.runFiles, (files) => readRunFiles(bytes, files, file.name), file.name, bringing);
  // In one transaction, or an edit in between would be written over.
  await database.transaction('rw', [...tableNames], async () => {
    const local = await readContent(database);
    await writeContent(database, arrivingRows(local, archive, new Date().toISOString()));
  });
  const known = new Set((await lab.request('runs.list', {})).runs.map((run) => run.id));
  for (const [run, plan] of Object.entries(archive.plans)) {
    // Runs that are not here cannot be shown, but they can be computed again.
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
