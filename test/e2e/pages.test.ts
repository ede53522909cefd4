import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext } from 'playwright';
import { expect, test } from 'vitest';
import { texts } from '../../src/renderer/texts/catalogue';
import { temporaryFolder } from '../support/temporary-folder';
import { fillLab, filledRoutes, type Route } from './filled-lab';
import { openChromium, openInBrowser, root, startBrowserHost, type BrowserHost } from './hosts';
import { pageFaults } from './page-faults';
import { freshPort } from './ports';
import { chromiumProgram, describeWith, needsChromium } from './programs';
import { settled } from './settled';
import { longest } from './until';

const schemes = ['light', 'dark'] as const;
const sizes = [
  { width: 1366, height: 768 },
  // The same at 200 % zoom.
  { width: 683, height: 384 },
] as const;
/** Schemes differ in nothing but colours: the rest is looked at in one of them. */
const rulesIn = { light: 'all', dark: 'contrast' } as const;
/** Looked at by people; not in the repository. */
const pictures = path.join(root, '.cache', 'screens');

type Routes = Readonly<Record<string, Route>>;

/** Visits all routes in one colour scheme at both sizes. @returns what is wrong, with where */
async function visit(
  context: BrowserContext,
  host: BrowserHost,
  routes: Routes,
  scheme: (typeof schemes)[number],
): Promise<readonly string[]> {
  const { page } = await openInBrowser(context, host);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`));
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  await page.getByText(texts.app.engine.ready).waitFor();
  for (const [name, { path: route, says }] of Object.entries(routes)) {
    await page.goto(`${host.origin}/#/${route}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    const main = page.locator('#page');
    for (const words of says)
      await main.getByText(words).filter({ visible: true }).first().waitFor({ timeout: longest });
    for (const size of sizes) {
      await page.setViewportSize(size);
      await settled(page);
      const picture = `${name}-${scheme}-${String(size.width)}`;
      await page.screenshot({ path: path.join(pictures, `${picture}.png`) });
      faults.push(...(await pageFaults(page, rulesIn[scheme])).map((fault) => `${picture}: ${fault}`));
    }
  }
  return faults;
}

describeWith('Every page', chromiumProgram, needsChromium, () => {
  test('is accessible and fits, with something in it and without', { timeout: 1_800_000 }, async () => {
    mkdirSync(pictures, { recursive: true });
    const start = async (): Promise<BrowserHost> =>
      startBrowserHost({ lab: path.join(await temporaryFolder(), 'lab'), port: freshPort() });
    const empty = await start();
    const none: Routes = Object.fromEntries(
      (['start', 'datasets', 'models', 'playground', 'studies', 'runs', 'compare', 'trend', 'report'] as const).map(
        (page) => [`${page}-empty`, { path: page, says: [texts[page].lead] }],
      ),
    );
    const filled = await start();
    const routes = filledRoutes(await fillLab(await openInBrowser(await openChromium(), filled)));
    // Both schemes at once: a visit mostly waits.
    const faults = await Promise.all(
      schemes.map(async (scheme) => [
        ...(await visit(await openChromium(), empty, none, scheme)),
        ...(await visit(await openChromium(), filled, routes, scheme)),
      ]),
    );
    expect(faults.flat()).toEqual([]);
  });
});
