import { dialog, type BrowserWindow } from 'electron';
import type { LabHost } from '../lab-host';

/** Says plainly that the window's page has crashed or hangs, and loads it again when told to. */
export function guardCrashes(window: BrowserWindow, host: LabHost): void {
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    host.log.add('error', `The window crashed (${reason}).`);
    void offerReload(window, 'The window has crashed.');
  });
  window.on('unresponsive', () => {
    host.log.add('warning', 'The window does not respond.');
    void offerReload(window, 'The window does not respond.');
  });
}

async function offerReload(window: BrowserWindow, message: string): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message,
    detail: 'What computes goes on, and what was typed is kept. Load the window again?',
    buttons: ['Load again', 'Close'],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  });
  if (window.isDestroyed()) return;
  if (response === 0) window.webContents.reload();
  else window.close();
}
