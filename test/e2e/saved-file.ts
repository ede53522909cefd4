import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Download, ElectronApplication, Page } from 'playwright';
import { temporaryFolder } from '../support/temporary-folder';
import { until } from './until';

/** A file that a window saved. */
export interface SavedFile {
  readonly name: string;
  readonly content: Buffer;
  /** Another file that is saved with it, once it is there. */
  readonly beside: (name: string) => Promise<Buffer>;
}

/** What a window does saves a file: which. */
export type Saving = (act: () => Promise<void>) => Promise<SavedFile>;

export function savedInChromium(page: Page): Saving {
  const downloads: Download[] = [];
  page.on('download', (download) => downloads.push(download));
  const contentOf = async (download: Download): Promise<Buffer> => readFile(await download.path());
  return async (act) => {
    const before = downloads.length;
    await act();
    const first = await until(() => downloads.at(before));
    return {
      name: first.suggestedFilename(),
      content: await contentOf(first),
      beside: async (name) =>
        contentOf(await until(() => downloads.slice(before).find((download) => download.suggestedFilename() === name))),
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
      beside: async (name) => {
        const other = path.join(folder, name);
        await until(() => existsSync(other));
        return readFile(other);
      },
    };
  };
}
