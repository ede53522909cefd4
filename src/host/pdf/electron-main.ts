import { whenDrawn } from '../../report/page/charts-script';
import { printOptions } from './print-options';

/**
 * Main program that Electron runs to print one page: `electron main.cjs URL TARGET`. CommonJS text, written beside the
 * page, because Electron loads its main program from a file. Ends with 0 when the PDF is written.
 */
export const electronMain = `'use strict';
const { app, BrowserWindow } = require('electron');
const fs = require('node:fs');
const [url, target] = process.argv.slice(-2);
app.disableHardwareAcceleration();
app.on('window-all-closed', () => {});
app.whenReady().then(async () => {
  const window = new BrowserWindow({
    show: false,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false },
  });
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  window.webContents.session.webRequest.onBeforeRequest((details, done) => {
    done({ cancel: !/^(file|data|devtools):/.test(details.url) });
  });
  await window.loadURL(url);
  await window.webContents.executeJavaScript(${JSON.stringify(whenDrawn)});
  fs.writeFileSync(target, await window.webContents.printToPDF(${JSON.stringify(printOptions)}));
  app.exit(0);
}).catch((error) => {
  console.error(error);
  app.exit(1);
});
`;
