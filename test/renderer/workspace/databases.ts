import { afterEach } from 'vitest';
import { WorkspaceDatabase } from '../../../src/renderer/workspace/database';

const opened: WorkspaceDatabase[] = [];
let count = 0;

/** An empty workspace of a lab of its own; gone after the test. */
export function newDatabase(labId = `lab-${String((count += 1))}`): WorkspaceDatabase {
  const database = new WorkspaceDatabase(labId);
  opened.push(database);
  return database;
}

afterEach(async () => {
  for (const database of opened.splice(0)) await database.delete();
});
