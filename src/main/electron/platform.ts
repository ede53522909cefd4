import { dialog, type BrowserWindow } from 'electron';
import type { Platform } from '../answers/host-answers';
import { printPage } from './print';

/** What the Electron host can: the system's dialogs, and printing by its own Chromium. */
export function electronPlatform(window: () => BrowserWindow | null): Platform {
  const { electron, chrome, node } = process.versions;
  const choose = async (options: Electron.OpenDialogOptions): Promise<string | null> => {
    const parent = window();
    const { canceled, filePaths } =
      parent === null ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(parent, options);
    return canceled ? null : (filePaths[0] ?? null);
  };
  return {
    kind: 'electron',
    versions: { Electron: electron, Chromium: chrome, 'Node of Electron': node },
    chooseFolder: (title) => choose({ title, properties: ['openDirectory', 'createDirectory'] }),
    chooseFile: (title, endings) =>
      choose({
        title,
        properties: ['openFile'],
        filters: [{ name: endings.map((ending) => `.${ending}`).join(', '), extensions: [...endings] }],
      }),
    drops: null,
    printer: `Electron ${electron}`,
    print: printPage,
    // The system's dialog asks for a place first: `hashSavedReports` writes it there.
    sidecar: () => null,
  };
}
