import { BrowserWindow, session } from 'electron';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { longestPrint, printTookTooLong } from '../../host/pdf/longest-print';
import { printOptions } from '../../host/pdf/print-options';
import { whenDrawn } from '../../report/page/charts-script';
import { cancelled, LabError } from '../../shared/errors';
import { permitNothing } from './lock-down';

/**
 * Prints a self-contained page to PDF in a window that nobody sees, with a session of its own that may read this one
 * file only.
 *
 * @throws LabError `cancelled`; `internal` where it takes too long or its charts cannot be drawn
 */
export async function printPage(html: string, signal: AbortSignal): Promise<Uint8Array> {
  const folder = await mkdtemp(path.join(tmpdir(), 'muroan-pdf-'));
  const page = path.join(folder, 'report.html');
  const url = pathToFileURL(page).href;
  const own = session.fromPartition(path.basename(folder), { cache: false });
  own.webRequest.onBeforeRequest((details, done) => {
    done({ cancel: !details.url.startsWith(pathToFileURL(folder).href) && !details.url.startsWith('data:') });
  });
  permitNothing(own);
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
  try {
    await window.webContents.executeJavaScript(whenDrawn);
  } catch {
    throw new LabError('internal', 'printed no PDF: the charts of the page could not be drawn.', {
      where: 'Electron',
      remedy: 'Save HTML, open it in a browser and print it there.',
    });
  }
  return window.webContents.printToPDF(printOptions);
}
