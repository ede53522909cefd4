import type { LabApi } from '../../shared/lab-api';
import { canonicalJson } from '../../shared/identity';
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
  await lab.request('workspace.write', { base: null, content: canonicalJson(emptyContent) });
  const hello = await lab.request('engine.hello', {});
  return hello.labId ?? 'unnamed';
}
