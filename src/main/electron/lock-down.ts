import { app, type Session } from 'electron';
import { appOrigin } from './app-scheme';

/** Chromium's own errands: none of them is ours. */
export function switchNetworkOff(): void {
  for (const name of [
    'disable-background-networking',
    'disable-component-update',
    'disable-domain-reliability',
    'disable-sync',
    'no-pings',
    'no-proxy-server',
  ]) {
    app.commandLine.appendSwitch(name);
  }
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
}

/** No page of ours leads anywhere else, opens windows or embeds others, whichever page it is. */
export function lockDown(): void {
  app.on('session-created', (session) => {
    // Its dictionaries would be fetched.
    session.setSpellCheckerEnabled(false);
    session.setSpellCheckerLanguages([]);
  });
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    const prevent = (event: Electron.Event): void => {
      event.preventDefault();
    };
    contents.on('will-navigate', prevent);
    contents.on('will-redirect', prevent);
    contents.on('will-attach-webview', prevent);
  });
}

/** Nothing is asked of the person's machine but to keep the workspace and to copy text. */
const granted: readonly string[] = ['persistent-storage', 'clipboard-sanitized-write'];

/**
 * What a session may load, and what it is permitted.
 *
 * @param more beginnings of further addresses that it may load: of a development server
 */
export function lockSession(session: Session, more: readonly string[] = []): void {
  session.setPermissionRequestHandler((contents, permission, done) => {
    done(granted.includes(permission) && isOurs(contents.getURL()));
  });
  session.setPermissionCheckHandler((_contents, permission, origin) => granted.includes(permission) && isOurs(origin));
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest(({ url }, done) => {
    done({
      cancel:
        !isOurs(url) && !['blob:app://lab/', 'data:', 'devtools:', ...more].some((start) => url.startsWith(start)),
    });
  });
  session.on('will-download', (event, item) => {
    if (!item.getURL().startsWith(`blob:${appOrigin}/`)) event.preventDefault();
  });
}

/** A session that is permitted nothing. */
export function permitNothing(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, done) => {
    done(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
}

export function isOurs(url: string): boolean {
  return url === appOrigin || url.startsWith(`${appOrigin}/`);
}
