import { protocol, type Session } from 'electron';
import { plainPage, type Pages } from '../pages/page';

const scheme = 'app';
export const appOrigin = `${scheme}://lab`;

/** Makes `app:` a scheme with origins, so that the window has storage of its own. Before Electron is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the window's pages at `app://lab/`, and nothing else. */
export function serveAppScheme(session: Session, pages: Pages): void {
  session.protocol.handle(scheme, async ({ url, method }) => {
    const { status, headers, body } = await answer(url, method, pages);
    return new Response(body as Uint8Array<ArrayBuffer>, { status, headers: { ...headers } });
  });
}

async function answer(url: string, method: string, pages: Pages): ReturnType<Pages> {
  // A standard scheme's URL has its `..` resolved; what is encoded stays, and is refused by the pages.
  const { host, pathname, search } = new URL(url);
  if (host !== 'lab' || method !== 'GET') return plainPage(404, 'There is no such page.');
  return pages(`${pathname}${search}`);
}
