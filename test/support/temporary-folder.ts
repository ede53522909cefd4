import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder of the test's own, removed when the test is over and all that it opened later is closed. */
export async function temporaryFolder(): Promise<string> {
  const { folder, remove } = await sharedFolder();
  onTestFinished(remove);
  return folder;
}

/** A folder for several tests, which remove it themselves. */
export async function sharedFolder(): Promise<{ readonly folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'muroan-test-'));
  // Programs that were ended may still write for a moment.
  return { folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }) };
}
