import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { sharedFolder } from '../support/temporary-folder';
import { tinyLab } from '../support/tiny-lab';
import { openChromium, openInBrowser, startBrowserHost, type OpenLab } from './hosts';
import { freshPort } from './ports';

/**
 * One window of the browser on one lab with the tiny data, for all tests of a `describe`: each goes to its page itself and
 * needs nothing that another one made.
 *
 * @param prepare fills the lab
 */
export function sharedWindow(prepare: (opened: OpenLab) => Promise<void>): () => OpenLab {
  const ends: (() => Promise<void>)[] = [];
  let window: OpenLab;
  beforeAll(async () => {
    const onEnd = (end: () => Promise<void>): void => {
      ends.unshift(end);
    };
    const { folder, remove } = await sharedFolder();
    onEnd(remove);
    const host = await startBrowserHost({ lab: await tinyLab(path.join(folder, 'lab')), port: freshPort(), onEnd });
    window = await openInBrowser(await openChromium([], onEnd), host);
    await prepare(window);
  });
  afterAll(async () => {
    for (const end of ends) await end();
  });
  return () => window;
}
