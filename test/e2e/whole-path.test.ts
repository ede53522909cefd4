import path from 'node:path';
import { afterAll, beforeAll, test } from 'vitest';
import { sharedFolder } from '../support/temporary-folder';
import { openChromium, openInBrowser, openInElectron, startBrowserHost } from './hosts';
import { freshPort } from './ports';
import { chromiumProgram, describeWith, electronProgram, needsChromium, needsElectron } from './programs';
import { wholePath } from './whole-path';

/**
 * Both hosts walk the whole path on one lab, so that models are trained once: the second one finds what the first left.
 * Either also does alone.
 */
let folder: string;
let removeFolder: () => Promise<void>;
beforeAll(async () => {
  const made = await sharedFolder();
  folder = made.folder;
  removeFolder = made.remove;
});
afterAll(() => removeFolder());

describeWith('The whole path in the browser', chromiumProgram, needsChromium, () => {
  test('from the sample study to the signed PDF', { timeout: 1_800_000 }, async () => {
    const host = await startBrowserHost({ lab: path.join(folder, 'lab'), port: freshPort() });
    await wholePath(await openInBrowser(await openChromium(), host));
  });
});

describeWith('The whole path in Electron', electronProgram, needsElectron, () => {
  test('from the sample study to the signed PDF', { timeout: 1_800_000 }, async () => {
    await wholePath(await openInElectron({ lab: path.join(folder, 'lab'), userData: path.join(folder, 'electron') }));
  });
});
