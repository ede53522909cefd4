import { LabError } from '../../shared/errors';
import { parseFile, parseJson } from '../../shared/json/json-file';
import { WorkspaceRows } from '../../shared/window/workspace';
import { decisionsOfLayout, layoutOfDecisions } from './decisions-of-layout';
import { tableOf, type WorkspaceDatabase } from './database';
import { emptyContent, rowsOf, tableNames } from './rows';
import { texts } from '../texts/catalogue';

export const workspaceFormat = {
  schema: WorkspaceRows,
  whenNewer: texts.workspace.openNewer,
  migrations: [
    // Version 2 brought presets.
    (content: object) => ({ ...content, presets: [] }),
    // Version 3 brought a row for each decision.
    withDecisions,
    // Version 4 brought degradations of presets, of which those of before have none: the schema's default.
    (content: object) => ({ ...content }),
  ],
} as const;

function withDecisions(content: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const layout: readonly unknown[] = Array.isArray(content.layout) ? content.layout : [];
  const moved = new Set<unknown>(layoutOfDecisions(layout));
  const isLayout = (row: unknown): boolean => !moved.has((row as { readonly key?: unknown } | null)?.key);
  return { ...content, decisions: decisionsOfLayout(layout), layout: layout.filter(isLayout) };
}

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

/** @throws LabError `unsupported` for a newer format; `damaged` for what is no JSON, or nested too deeply; `invalid` for rows that do not fit */
export function parseContent(text: string): WorkspaceRows {
  const where = 'workspace of the lab folder';
  return parseFile(jsonOf(text, where), workspaceFormat, where);
}

function jsonOf(text: string, where: string): unknown {
  try {
    return parseJson(text, where);
  } catch (error) {
    // Nobody wrote it by hand: its remedy is not to correct it.
    throw new LabError('damaged', (error as LabError).message, { where });
  }
}
