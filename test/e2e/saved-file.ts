import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ElectronApplication, Page } from 'playwright';
import { vi } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder';

/** A file that a window saved. */
export interface SavedFile {
  readonly name: string;
  readonly content: Buffer;
}

/** What a window does saves one file: which. */
export type Saving = (act: () => Promise<void>) => Promise<SavedFile>;

/** Longest wait for a file, in milliseconds: reports take their time. */
const longest = 120_000;

export function savedInChromium(page: Page): Saving {
  return async (act) => {
    const [download] = await Promise.all([page.waitForEvent('download', { timeout: longest }), act()]);
    return { name: download.suggestedFilename(), content: await readFile(await download.path()) };
  };
}

/** Electron would ask where to: it is told beforehand. */
export function savedInElectron(app: ElectronApplication): Saving {
  return async (act) => {
    const folder = await temporaryFolder();
    await app.evaluate(({ session }, into) => {
      const told = globalThis as { savedFile?: string | null };
      told.savedFile = null;
      session.defaultSession.once('will-download', (_event, item) => {
        item.setSavePath(`${into}/${item.getFilename()}`);
        item.once('done', () => {
          told.savedFile = item.getSavePath();
        });
      });
    }, folder);
    await act();
    const file = await vi.waitUntil(
      () => app.evaluate(() => (globalThis as { savedFile?: string | null }).savedFile ?? null),
      { timeout: longest, interval: 200 },
    );
    return { name: path.basename(file), content: await readFile(file) };
  };
}
