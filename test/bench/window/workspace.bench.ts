/**
 * The window on a lab of 1,000 runs with 1,000,000 records: how long the table of runs takes to open, for the first time
 * and again, to be filtered, sorted and grouped; how fast records come page by page; how long the index of runs takes.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright';
import { expect, it, onTestFinished } from 'vitest';
import { openChromium, openInBrowser, startBrowserHost, type OpenLab } from '../../e2e/hosts';
import { freshPort } from '../../e2e/ports';
import { goToPage } from '../../e2e/steps';
import { texts } from '../../../src/renderer/texts/catalogue';
import { extent } from '../extent';
import { openReport } from '../report';
import { median } from '../spread';
import { stretch } from '../../support/stretch';
import { makeLargeLab } from './large-lab';

const RUNS = extent(1000, 20);
const ROUNDS = extent(5, 2);
/** Milliseconds, of two free cores. */
const LIMITS = { open: 1000, filter: 200, anew: 1000 };
/** Of a lab beside it, in which the window's own start shows: what a thousand runs add is the difference. */
const FEW = 3;

it('the window on a large lab', async () => {
  const lab = path.join(mkdtempSync(path.join(tmpdir(), 'muroan-large-')), 'lab');
  onTestFinished(() => {
    rmSync(path.dirname(lab), { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  });
  const made = await makeLargeLab(lab, RUNS);
  const report = openReport('workspace');
  const host = await startBrowserHost({ lab, port: freshPort() });
  const context = await openChromium();
  const window = await openInBrowser(context, host);
  const { page } = window;
  await page.getByText('Engine ready').waitFor({ timeout: 60_000 });

  const listed = await spanOf(() => window.ask('runs.list', {}));
  const again = await timesOf(() => window.ask('runs.list', {}));
  const first = await loadTable(page, host.origin);
  const indexed = await indexing(page);
  const reopened = await timesOf(
    () => loadTable(page, host.origin),
    (value) => value,
  );
  const computed = await timesOf(
    () => computingOf(page, host.origin),
    (value) => value,
  );
  const opened = await timesOf(
    () => openTable(page),
    (value) => value,
  );
  const filtered = await timesOf(
    () => filterTable(page),
    (value) => value,
  );
  const records = await paging(window);
  const few = await loadedWithFew();

  await report.store(
    {
      'table of runs, ms': [
        { what: 'runs listed by the engine, first time', median: Math.round(listed) },
        { what: 'listed again', median: Math.round(again) },
        { what: 'opened from another page', median: Math.round(opened), limit: LIMITS.open },
        { what: 'window loaded for the first time', median: Math.round(first) },
        { what: 'window loaded anew', median: Math.round(reopened), limit: LIMITS.anew },
        { what: 'window loaded anew, computing of its main thread', median: Math.round(computed) },
        { what: `window loaded anew, ${String(FEW)} runs in the lab`, median: Math.round(few) },
        { what: 'filtered', median: Math.round(filtered), limit: LIMITS.filter },
      ],
      'records and index': [
        { what: 'a page of 1,000 records, ms', value: Math.round(records) },
        { what: 'runs read into the index a second', value: Number(indexed.toFixed(1)) },
      ],
    },
    made,
  );
  expect(opened).toBeLessThan(LIMITS.open * stretch);
  expect(filtered).toBeLessThan(LIMITS.filter * stretch);
  expect(reopened).toBeLessThan(LIMITS.anew * stretch);
});

async function spanOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Median over the rounds of what the work took, or of what it measured itself. */
async function timesOf<Value>(work: () => Promise<Value>, own?: (value: Value) => number): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    const value = await work();
    times.push(own === undefined ? performance.now() - start : own(value));
  }
  return median(times);
}

/** Milliseconds from the beginning of the page's load to the first row of the table of runs. */
async function loadTable(page: Page, origin: string): Promise<number> {
  await page.goto('about:blank');
  await page.goto(`${origin}/#/runs`);
  await page.locator('tbody tr').first().waitFor({ timeout: 60_000 });
  return page.evaluate(() => performance.now());
}

/**
 * Milliseconds that the window's main thread computes until the table stands: what other programs on the same cores take is
 * no part of it, as it is of the time that passes.
 */
async function computingOf(page: Page, origin: string): Promise<number> {
  await page.goto('about:blank');
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.goto(`${origin}/#/runs`);
  await page.locator('tbody tr').first().waitFor({ timeout: 60_000 });
  const { metrics } = await session.send('Performance.getMetrics');
  await session.detach();
  return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
}

/** Milliseconds from a click on Runs, on another page, to the first row of the table. */
async function openTable(page: Page): Promise<number> {
  await goToPage(page, 'settings');
  const shown = page.locator('tbody tr');
  expect(await shown.count()).toBe(0);
  const link = page.getByRole('navigation').getByRole('link', { name: texts.app.pages.runs });
  return spanOf(async () => {
    await link.click();
    await shown.first().waitFor({ timeout: 60_000 });
  });
}

/** Milliseconds that a window takes from its load to its table where there is hardly a run to show. */
async function loadedWithFew(): Promise<number> {
  const lab = path.join(mkdtempSync(path.join(tmpdir(), 'muroan-few-')), 'lab');
  onTestFinished(() => {
    rmSync(path.dirname(lab), { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  });
  await makeLargeLab(lab, FEW);
  const host = await startBrowserHost({ lab, port: freshPort() });
  const { page } = await openInBrowser(await openChromium(), host);
  await page.getByText('Engine ready').waitFor({ timeout: 60_000 });
  return timesOf(
    () => loadTable(page, host.origin),
    (value) => value,
  );
}

/** Milliseconds from a changed filter to the table that follows it. */
async function filterTable(page: Page): Promise<number> {
  const field = page.getByRole('textbox').first();
  await field.fill('');
  // The table without a filter is there again.
  await page.waitForTimeout(300);
  await page.evaluate(() => {
    const told = (): string => [...document.querySelectorAll('[role=status]')].map((one) => one.textContent).join();
    const before = told();
    const state = window as unknown as { filtered: Promise<number> };
    state.filtered = new Promise((resolve, reject) => {
      addEventListener(
        'input',
        () => {
          const start = performance.now();
          const look = (): void => {
            if (told() !== before) {
              requestAnimationFrame(() => {
                resolve(performance.now() - start);
              });
            } else if (performance.now() - start > 10_000) reject(new Error('The table did not follow its filter.'));
            else requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        },
        { once: true, capture: true },
      );
    });
  });
  await field.fill('ablation');
  return page.evaluate(() => (window as unknown as { filtered: Promise<number> }).filtered);
}

/** Runs read into the index a second, over what a few seconds show once the index lists all of them. */
async function indexing(page: Page): Promise<number> {
  let before = await indexOf(page);
  const asked = performance.now();
  while (before.runs < RUNS) {
    if (performance.now() - asked > 60_000) throw new Error(`The index lists ${String(before.runs)} runs only.`);
    await page.waitForTimeout(100);
    before = await indexOf(page);
  }
  const start = performance.now();
  await page.waitForTimeout(extent(15_000, 3000));
  const after = await indexOf(page);
  return (1000 * (after.measured - before.measured)) / (performance.now() - start);
}

/** Runs that the window's index holds, and those of them whose figures it holds. */
function indexOf(page: Page): Promise<{ readonly runs: number; readonly measured: number }> {
  return page.evaluate(async () => {
    const name = (await indexedDB.databases()).find((one) => one.name?.startsWith('muroan.'))?.name;
    if (name === undefined) return { runs: 0, measured: 0 };
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const open = indexedDB.open(name);
      open.onsuccess = () => {
        resolve(open.result);
      };
      open.onerror = () => {
        reject(new Error('The index could not be opened.'));
      };
    });
    const rows = await new Promise<readonly { readonly measured: unknown }[]>((resolve) => {
      const all = database.transaction('runs').objectStore('runs').getAll();
      all.onsuccess = () => {
        resolve(all.result as readonly { readonly measured: unknown }[]);
      };
    });
    database.close();
    return { runs: rows.length, measured: rows.filter(({ measured }) => measured !== null).length };
  });
}

/** Milliseconds that a page of 1,000 records takes, asked for beside the window. */
async function paging({ ask }: OpenLab): Promise<number> {
  const { runs } = await ask('runs.list', {});
  const [{ id }] = runs;
  return timesOf(() => ask('runs.records', { run: id, cursor: null, limit: 1000 }));
}
