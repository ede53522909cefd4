import { LabError } from '../../shared/errors';
import { parseFile } from '../../shared/json-file';
import { WorkspaceRows } from '../../shared/workspace';
import { tableOf, type WorkspaceDatabase } from './database';
import { emptyContent, rowsOf, tableNames } from './rows';

export const workspaceFormat = {
  schema: WorkspaceRows,
  whenNewer: 'Open this lab with the newer MUROAN Lab.',
  // Version 2 brought presets.
  migrations: [(content: object) => ({ ...content, presets: [] })],
} as const;

/** All mirrored rows of the database, markers of removed ones included. */
export async function readContent(database: WorkspaceDatabase): Promise<WorkspaceRows> {
  const tables = await Promise.all(tableNames.map(async (name) => [name, await tableOf(database, name).toArray()]));
  return { ...emptyContent, ...(Object.fromEntries(tables) as Partial<WorkspaceRows>) };
}

/** Takes rows as they are, with their revisions: what was merged, not what was edited. */
export async function writeContent(database: WorkspaceDatabase, content: WorkspaceRows): Promise<void> {
  await database.transaction('rw', [...tableNames], async () => {
    for (const name of tableNames) await tableOf(database, name).bulkPut([...rowsOf(content, name)]);
  });
}

/** @throws LabError `unsupported` for a newer format; `damaged` for what is no workspace */
export function parseContent(text: string): WorkspaceRows {
  const where = 'workspace of the lab folder';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new LabError('damaged', 'The workspace in the lab folder is no JSON.', { where });
  }
  return parseFile(value, workspaceFormat, where);
}
