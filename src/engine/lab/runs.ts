import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { DatasetManifest } from '../../shared/data/dataset';
import { LabError } from '../../shared/errors';
import { planHash } from '../../shared/plan/plan-hash';
import { RunDescription } from '../../shared/runs/run';
import { syncFolder, writeFileAtomic } from '../files/atomic';
import { folderNames } from './folder-names';
import { readJsonFile } from '../files/json-file';
import { layout, runFiles } from './layout';
import { resolveId } from './named';

const runFile = {
  schema: RunDescription,
  remedy: 'Restore run.json from a copy of the lab folder; without it the records cannot be interpreted.',
} as const;

const manifestFile = {
  schema: DatasetManifest,
  remedy: 'Restore it from a copy of the lab folder, or copy the data set’s manifest.json there if it is unchanged.',
} as const;

/** Creates the folder of a run; `run.json` comes last: with it the run exists. */
export async function createRun(lab: string, description: RunDescription, manifest: DatasetManifest): Promise<void> {
  const folder = layout.run(lab, description.id);
  await mkdir(folder, { recursive: true });
  await writeFileAtomic(runFiles.records(folder), '');
  await writeFileAtomic(runFiles.dataset(folder), `${JSON.stringify(manifest, null, 2)}\n`);
  await writeFileAtomic(runFiles.description(folder), `${JSON.stringify(description, null, 2)}\n`);
  await syncFolder(layout.runs(lab));
}

/** Ids of the runs, oldest first. */
export async function runIds(lab: string): Promise<readonly string[]> {
  const names = await folderNames(layout.runs(lab));
  return names.filter((id) => existsSync(runFiles.description(layout.run(lab, id))));
}

/** @param given id, or the start of one. @throws LabError `not-found`, `invalid` */
export async function findRun(lab: string, given: string): Promise<string> {
  return resolveId('run', given, await runIds(lab));
}

/** @throws LabError `not-found`; `damaged`, also when the plan is not the one the run was started with; `unsupported` */
export function readRun(lab: string, id: string): Promise<RunDescription> {
  return readDescription(runFiles.description(layout.run(lab, id)));
}

/** @param file its `run.json`. @throws as `readRun` */
export async function readDescription(file: string): Promise<RunDescription> {
  const description = await readJsonFile(file, runFile);
  if (description !== null) {
    refuseChangedPlan(file, description);
    return description;
  }
  throw new LabError('not-found', `There is no run ${path.basename(path.dirname(file))}.`, {
    where: file,
    remedy: '`muroan runs list` shows the runs.',
  });
}

/** Defaults that a newer schema adds in reading are no part of the hash. */
function refuseChangedPlan(file: string, { plan, expansion }: RunDescription): void {
  if (planHash(plan) === expansion.planHash) return;
  throw new LabError('damaged', 'holds another plan than the one this run was started with: its hash differs.', {
    where: file,
    remedy: 'Restore the plan, or run the changed plan as a new study.',
  });
}

/** Manifest of the data that a run was computed on. @throws LabError `damaged`, `unsupported` */
export async function readRunManifest(lab: string, id: string): Promise<DatasetManifest> {
  const file = runFiles.dataset(layout.run(lab, id));
  const manifest = await readJsonFile(file, manifestFile);
  if (manifest !== null) return manifest;
  throw new LabError('damaged', 'is missing.', { where: file, remedy: manifestFile.remedy });
}
