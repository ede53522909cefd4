import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright';
import { expect, onTestFinished, test } from 'vitest';
import { openChromium, openInBrowser, root, startBrowserHost } from './hosts';
import { freshPort } from './ports';
import { chromiumProgram, describeWith, needsChromium } from './programs';

/** Every page, and every tab that is a page of its own. */
const routes = [
  'start',
  'datasets',
  'models',
  'playground',
  'studies',
  'runs',
  'compare',
  'trend',
  'report',
  'settings',
  'settings/devices',
  'settings/lab',
  'settings/log',
  'settings/glossary',
  'settings/about',
] as const;
const sizes = [
  { width: 1366, height: 768, axe: true },
  // As above but with more room: only to be looked at.
  { width: 1920, height: 1080, axe: false },
  // The first at 200 % zoom.
  { width: 683, height: 384, axe: true },
] as const;
/** Looked at by people; not in the repository. */
const pictures = path.join(root, '.cache', 'screens');

describeWith('Every page', chromiumProgram, needsChromium, () => {
  test.each(['light', 'dark'] as const)('is accessible and fits, %s', { timeout: 400_000 }, async (scheme) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'muroan-pages-'));
    onTestFinished(() => {
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    });
    mkdirSync(pictures, { recursive: true });
    const host = await startBrowserHost({ lab: path.join(folder, 'lab'), port: freshPort() });
    const context = await openChromium();
    const { page } = await openInBrowser(context, host);
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.getByText('Engine ready').waitFor({ timeout: 60_000 });
    const faults: string[] = [];
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    for (const { axe, ...size } of sizes) {
      await page.setViewportSize(size);
      for (const route of routes) {
        await page.goto(`${host.origin}/#/${route}`);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await settled(page);
        const name = `${route.replace('/', '-')}-${scheme}-${String(size.width)}`;
        await page.screenshot({ path: path.join(pictures, `${name}.png`) });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
        if (wide) faults.push(`${name}: wider than the window`);
        if (!axe) continue;
        const { violations } = await new AxeBuilder({ page }).analyze();
        for (const { impact, id, nodes } of violations) {
          if (impact !== 'serious' && impact !== 'critical') continue;
          faults.push(`${name}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
        }
      }
    }
    expect(faults).toEqual([]);
    expect(errors).toEqual([]);
  });
});

/** Waits until nothing is waited for any more. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('[role="status"] .mantine-Loader-root') === null);
}
