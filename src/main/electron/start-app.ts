import { app, Menu, session, type BrowserWindow } from 'electron';
import path from 'node:path';
import { LabHost } from '../lab-host';
import type { HostOptions } from '../options';
import { devServer } from '../pages/dev-server';
import { pagesFor } from '../pages/pages-for';
import { serveAppScheme } from './app-scheme';
import { guardCrashes } from './crash';
import { acceptChannels } from './ipc-channel';
import { lockSession } from './lock-down';
import { menuTemplate } from './menu';
import { noticeBoard } from './notices';
import { electronPlatform } from './platform';
import { guardQuit } from './quit';
import { hashSavedReports } from './report-download';
import { resumeNoted } from './resume';
import { openWindow } from './window';
import { endNotice } from './work-ended';

/** Opens the lab in its window. Electron is ready. */
export function startApp({ lab }: HostOptions): void {
  let window: BrowserWindow | null = null;
  const bringForward = (): void => {
    if (window === null) return;
    if (window.isMinimized()) window.restore();
    window.focus();
  };
  const show = noticeBoard();
  const resumeFile = path.join(app.getPath('userData'), 'resume.json');
  const host = new LabHost({
    lab,
    platform: electronPlatform(() => window),
    onWorkEnded: (end) => {
      const notice = endNotice(end);
      if (notice === null || window?.isFocused() === true) return;
      show(notice, () => {
        bringForward();
        const { run, model } = end.item;
        host.notify('showWork', { run, model });
      });
    },
  });
  const { defaultSession } = session;
  const server = devServer();
  lockSession(defaultSession, server === null ? [] : [server.replace('http:', 'ws:')]);
  hashSavedReports(defaultSession, (why) => {
    host.log.add('warning', why);
  });
  serveAppScheme(defaultSession, host.previews.before(pagesFor([])));
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...menuTemplate(process.platform, (id) => {
        host.notify('command', { id });
      }),
    ]),
  );

  window = openWindow();
  const { webContents } = window;
  acceptChannels(
    webContents,
    (channel) => {
      host.serve(channel);
    },
    (why) => {
      host.log.add('warning', `Refused: ${why}`);
    },
  );
  guardCrashes(window, host);
  guardQuit(window, host, resumeFile, lab);
  resumeNoted(resumeFile, lab, host).catch((error: unknown) => {
    host.log.add('warning', `Runs were to go on and do not: ${String(error)}`);
  });
  app.on('second-instance', bringForward);
  window.on('closed', () => {
    window = null;
    app.quit();
  });
}
