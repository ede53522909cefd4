import { app, BrowserWindow, screen } from 'electron';
import path from 'node:path';
import { programFolder } from '../program-folder';
import { appOrigin } from './app-scheme';
import { isReachable, readWindowState, writeWindowState } from './window-state';

/** Pixels. */
const usual = { width: 1366, height: 820 };
const smallest = { minWidth: 720, minHeight: 480 };

/** Opens the window where it was when it was closed last. */
export function openWindow(): BrowserWindow {
  const stateFile = path.join(app.getPath('userData'), 'window.json');
  const state = readWindowState(stateFile);
  const screens = screen.getAllDisplays().map(({ workArea }) => workArea);
  const kept = state !== null && isReachable(state.bounds, screens) ? state.bounds : usual;
  const window = new BrowserWindow({
    ...kept,
    ...smallest,
    title: 'MUROAN Lab',
    show: false,
    webPreferences: {
      preload: path.join(programFolder(), 'out', 'preload.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  if (state?.maximized === true) window.maximize();
  const show = (): void => {
    if (!window.isDestroyed() && !window.isVisible()) window.show();
  };
  window.once('ready-to-show', show);
  // On a busy machine the first picture is long in coming: better a blank window for a moment than none.
  window.webContents.once('did-finish-load', show);
  window.on('close', () => {
    writeWindowState(stateFile, { bounds: window.getNormalBounds(), maximized: window.isMaximized() });
  });
  void window.loadURL(`${appOrigin}/`);
  return window;
}
