import { existsSync } from 'node:fs';
import path from 'node:path';
import { programFolder } from '../program-folder';

/**
 * Origin of the development server that `npm run dev` started, where the program runs from its sources; null otherwise,
 * whatever the environment says.
 */
export function devServer(): string | null {
  const server = process.env.MUROAN_DEV_SERVER ?? '';
  const fromSources = existsSync(path.join(programFolder(), 'src'));
  return fromSources && /^http:\/\/127\.0\.0\.1:\d+$/u.test(server) ? server : null;
}
