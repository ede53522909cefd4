import { LabError } from '../../shared/errors';
import { canonicalJson } from '../../shared/identity';
import type { LabApi } from '../../shared/lab-channel/lab-api';
import { databaseName, WorkspaceDatabase } from './database';
import { emptyContent } from './rows';
import { versions } from './versions';
import { texts } from '../texts/catalogue';

/**
 * Opens the workspace of the lab that the engine serves. A lab that has no identity yet gets one by writing an empty
 * workspace into it.
 *
 * @throws LabError `unsupported` for a workspace of a newer version; what the engine answers
 */
export async function openWorkspace(lab: LabApi): Promise<WorkspaceDatabase> {
  const labId = await labIdOf(lab);
  await refuseNewer(databaseName(labId));
  const database = new WorkspaceDatabase(labId);
  await database.open();
  return database;
}

/**
 * Dexie would open it, adding tables of this version to it, and rows that this version knows nothing of would be lost in
 * the copy of the lab folder.
 */
async function refuseNewer(name: string): Promise<void> {
  const there = (await indexedDB.databases()).find((database) => database.name === name);
  // Dexie counts by ten, and between the tens what it added by itself.
  if (Math.floor((there?.version ?? 0) / 10) <= newestVersion) return;
  throw new LabError('unsupported', texts.workspace.newer, {
    remedy: texts.workspace.newerRemedy,
  });
}

const newestVersion = Math.max(...versions.map(({ version }) => version));

async function labIdOf(lab: LabApi): Promise<string> {
  const { labId } = await lab.request('engine.hello', {});
  if (labId !== null) return labId;
  try {
    await lab.request('workspace.write', { base: null, content: canonicalJson(emptyContent) });
  } catch (error) {
    // Another window was faster: the lab has its identity.
    if (!(error instanceof LabError) || error.code !== 'conflict') throw error;
  }
  const hello = await lab.request('engine.hello', {});
  if (hello.labId === null) throw new LabError('internal', texts.workspace.noIdentity);
  return hello.labId;
}
