import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext, Page } from 'playwright';
import { expect, test, vi } from 'vitest';
import { texts } from '../../src/renderer/texts/catalogue';
import { temporaryFolder } from '../support/temporary-folder';
import { openChromium, openInBrowser, root, startBrowserHost } from './hosts';
import { freshPort } from './ports';
import { settled } from './settled';
import { button, resultsShown, runShown, shareShown } from './steps';

/** Where the README finds its pictures. */
const folder = path.join(root, 'docs');
/** Pixels. */
const size = { width: 1280, height: 800 };
/** Of WebP, 0 to 1: text stays sharp. */
const quality = 0.85;
const largest = 150 * 1024;

/** `npm run pictures`: runs the sample study and takes the pictures of the README while it runs and after. */
test('the pictures of the README', { timeout: 1_200_000 }, async () => {
  mkdirSync(folder, { recursive: true });
  const lab = path.join(await temporaryFolder(), 'lab');
  const host = await startBrowserHost({ lab, port: freshPort() });
  const context = await openChromium();
  const { page } = await openInBrowser(context, host);
  await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  const open = async (route: string): Promise<void> => {
    await page.goto(`${host.origin}/#/${route}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await settled(page);
  };

  await button(page, texts.start.sample.run).click();
  const run = await runShown(page);
  await vi.waitUntil(async () => (await shareShown(page)) > 30, { timeout: 600_000, interval: 200 });
  await take(context, page, 'run');
  await resultsShown(page);
  await open(`runs/${run}?part=verdict`);
  await take(context, page, 'verdict');
  await open(`runs/${run}?part=curves`);
  await take(context, page, 'curves');
  await open(`runs/${run}?part=samples`);
  await take(context, page, 'samples');
  await open('playground');
  await take(context, page, 'playground');
  await open('studies');
  await button(page, texts.studies.beginWith(texts.studies.presets.paper.title)).click();
  await page.getByText(texts.builder.summary.sound, { exact: true }).waitFor();
  await settled(page);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await take(context, page, 'builder');
});

async function take(context: BrowserContext, page: Page, name: string): Promise<void> {
  const png = await page.screenshot();
  const painter = await context.newPage();
  const webp = await painter.evaluate(inWebP, { source: `data:image/png;base64,${png.toString('base64')}`, quality });
  await painter.close();
  const content = Buffer.from(webp.slice(webp.indexOf(',') + 1), 'base64');
  expect(content.length, name).toBeLessThanOrEqual(largest);
  writeFileSync(path.join(folder, `${name}.webp`), content);
}

/** Runs in a page: a picture as WebP, as a data URL. */
async function inWebP(given: { readonly source: string; readonly quality: number }): Promise<string> {
  const picture = new Image();
  picture.src = given.source;
  await picture.decode();
  const canvas = document.createElement('canvas');
  canvas.width = picture.naturalWidth;
  canvas.height = picture.naturalHeight;
  canvas.getContext('2d')?.drawImage(picture, 0, 0);
  return canvas.toDataURL('image/webp', given.quality);
}
