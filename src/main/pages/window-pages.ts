import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { plainPage, type Page, type Pages } from './page';
import { pageHeaders } from './policy';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/**
 * The files of the built window. Names of files in `assets/` carry a hash, so they never change.
 *
 * @param folder the built window
 * @param connect origins that the window may talk to beside its own
 */
export function windowPages(folder: string, connect: readonly string[]): Pages {
  const headers = pageHeaders(connect);
  return async (address) => {
    const file = fileAt(folder, address.replace(/\?.*$/su, ''));
    const type = file === null ? undefined : types[path.extname(file)];
    if (file === null || type === undefined) return withHeaders(plainPage(404, 'There is no such page.'), headers);
    const body = await readFile(file).catch(() => null);
    if (body === null) return withHeaders(plainPage(404, 'There is no such page.'), headers);
    const lasting = file.startsWith(path.join(folder, 'assets') + path.sep);
    return {
      status: 200,
      headers: {
        ...headers,
        'content-type': type,
        'cache-control': lasting ? 'max-age=31536000, immutable' : 'no-store',
      },
      body,
    };
  };
}

/** The file that a path of an address means; null for one that leads out of the folder, or could not be a name. */
function fileAt(folder: string, urlPath: string): string | null {
  let name: string;
  try {
    name = decodeURIComponent(urlPath);
  } catch {
    return null;
  }
  if (name === '/') return path.join(folder, 'index.html');
  // What is encoded twice, or is a path elsewhere only, is no file of ours.
  if (!/^(?:\/[\w][\w.-]*)+$/u.test(name)) return null;
  const file = path.join(folder, name);
  return file.startsWith(folder + path.sep) ? file : null;
}

function withHeaders(page: Page, headers: Readonly<Record<string, string>>): Page {
  return { ...page, headers: { ...headers, ...page.headers } };
}
