import { BrowserWindow, session } from 'electron';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { longestPrint, printTookTooLong } from '../../host/pdf/longest-print';
import { cancelled } from '../../shared/errors';

/** Time for charts to be drawn after the page has loaded, in milliseconds. */
const drawing = 300;

/**
 * Prints a self-contained page to PDF in a window that nobody sees, with a session of its own that may read this one
 * file only. Tagged and with an outline where Chromium can.
 *
 * @throws LabError `cancelled`; `internal` where it takes too long
 */
export async function printPage(html: string, signal: AbortSignal): Promise<Uint8Array> {
  const folder = await mkdtemp(path.join(tmpdir(), 'muroan-pdf-'));
  const page = path.join(folder, 'report.html');
  const url = pathToFileURL(page).href;
  const own = session.fromPartition(path.basename(folder), { cache: false });
  own.webRequest.onBeforeRequest((details, done) => {
    done({ cancel: !details.url.startsWith(pathToFileURL(folder).href) && !details.url.startsWith('data:') });
  });
  const window = new BrowserWindow({
    show: false,
    webPreferences: { session: own, sandbox: true, contextIsolation: true, nodeIntegration: false, spellcheck: false },
  });
  const givenUp = whenGivenUp(signal);
  try {
    if (signal.aborted) throw cancelled();
    await writeFile(page, html);
    return await Promise.race([givenUp.promise, printed(window, url)]);
  } finally {
    givenUp.stop();
    window.destroy();
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

/** Rejects when whoever asked has cancelled, and when it takes too long: a destroyed window may never answer. */
function whenGivenUp(signal: AbortSignal): { readonly promise: Promise<never>; readonly stop: () => void } {
  let stop = (): void => undefined;
  const promise = new Promise<never>((_resolve, reject) => {
    const abort = (): void => {
      reject(cancelled());
    };
    const timer = setTimeout(() => {
      reject(printTookTooLong(longestPrint, 'Electron'));
    }, longestPrint);
    signal.addEventListener('abort', abort, { once: true });
    stop = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    };
  });
  // It may be given up before anybody waits.
  void promise.catch(() => undefined);
  return { promise, stop };
}

async function printed(window: BrowserWindow, url: string): Promise<Uint8Array> {
  await window.loadURL(url);
  await new Promise((resolve) => setTimeout(resolve, drawing));
  return window.webContents.printToPDF({
    printBackground: true,
    preferCSSPageSize: true,
    generateTaggedPDF: true,
    generateDocumentOutline: true,
  });
}
