import { LabError } from '../../shared/errors';
import { canonicalJson } from '../../shared/identity';
import type { LabApi } from '../../shared/lab-api';
import { WorkspaceDatabase } from './database';
import { emptyContent } from './rows';

/**
 * Opens the workspace of the lab that the engine serves. A lab that has no identity yet gets one by writing an empty
 * workspace into it.
 *
 * @throws LabError what the engine answers
 */
export async function openWorkspace(lab: LabApi): Promise<WorkspaceDatabase> {
  const database = new WorkspaceDatabase(await labIdOf(lab));
  await database.open();
  return database;
}

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
  if (hello.labId === null) throw new LabError('internal', 'The lab has no identity though it was written to.');
  return hello.labId;
}
