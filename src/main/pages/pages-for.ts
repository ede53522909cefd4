import path from 'node:path';
import { programFolder } from '../program-folder';
import { devPages } from './dev-pages';
import { devServer } from './dev-server';
import type { Pages } from './page';
import { windowPages } from './window-pages';

/**
 * The window's pages: the built ones, or those of a development server.
 *
 * @param connect origins that the window may talk to beside its own
 */
export function pagesFor(connect: readonly string[]): Pages {
  const server = devServer();
  return server === null
    ? windowPages(path.join(programFolder(), 'out', 'renderer'), connect)
    : devPages(server, connect);
}
