import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Download, ElectronApplication, Page } from 'playwright';
import { sidecarName } from '../../src/shared/reports/sidecar';
import { temporaryFolder } from '../support/temporary-folder';
import { until } from './until';

/** A file that a window saved. */
export interface SavedFile {
  readonly name: string;
  readonly content: Buffer;
  /** What stands in the file with its SHA-256 beside it, once that is there. */
  readonly sidecar: () => Promise<string>;
}

/** What a window does saves a file: which. */
export type Saving = (act: () => Promise<void>) => Promise<SavedFile>;

export function savedInChromium(page: Page): Saving {
  const downloads: Download[] = [];
  page.on('download', (download) => downloads.push(download));
  return async (act) => {
    const before = downloads.length;
    /** Of a file and its sidecar, either may come first. */
    const downloaded = (is: (file: string) => boolean): Promise<Download> =>
      until(() => downloads.slice(before).find((download) => is(download.suggestedFilename())));
    await act();
    const saved = await downloaded((file) => !file.endsWith(sidecarName('')));
    const name = saved.suggestedFilename();
    return {
      name,
      content: await readFile(await saved.path()),
      sidecar: async () => readFile(await (await downloaded((file) => file === sidecarName(name))).path(), 'utf8'),
    };
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
    const file = await until(() => app.evaluate(() => (globalThis as { savedFile?: string | null }).savedFile ?? null));
    return {
      name: path.basename(file),
      content: await readFile(file),
      sidecar: () => until(() => readFile(sidecarName(file), 'utf8').catch(() => '')),
    };
  };
}
