/** The Electron host: one window of its own. Starts with `electron . [--lab DIR]`. */
import { app, dialog } from 'electron';
import { hostOptions } from '../options';
import { registerAppScheme } from './app-scheme';
import { usualLab } from './folders';
import { lockDown, switchNetworkOff } from './lock-down';
import { startApp } from './start-app';

// Both have to be said before Electron is ready.
registerAppScheme();
switchNetworkOff();
lockDown();

if (app.requestSingleInstanceLock()) {
  void app
    .whenReady()
    .then(() => {
      startApp(hostOptions(process.argv.slice(1), process.env, usualLab()));
    })
    .catch((error: unknown) => {
      dialog.showErrorBox('MUROAN Lab cannot start', String(error));
      app.exit(1);
    });
} else {
  // The instance that has the lock shows its window.
  app.quit();
}
