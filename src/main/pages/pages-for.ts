import { existsSync } from 'node:fs';
import path from 'node:path';
import { programFolder } from '../program-folder';
import { devPages } from './dev-pages';
import type { Pages } from './page';
import { windowPages } from './window-pages';

/**
 * The window's pages: the built ones or, where the program runs from its sources and `npm run dev` says so, those of a
 * development server of this machine.
 *
 * @param connect origins that the window may talk to beside its own
 */
export function pagesFor(connect: readonly string[]): Pages {
  const server = process.env.MUROAN_DEV_SERVER ?? '';
  const fromSources = existsSync(path.join(programFolder(), 'src'));
  if (fromSources && /^http:\/\/127\.0\.0\.1:\d+$/u.test(server)) return devPages(server, connect);
  return windowPages(path.join(programFolder(), 'out', 'renderer'), connect);
}
