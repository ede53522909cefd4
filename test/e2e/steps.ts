import type { Locator, Page } from 'playwright';
import { texts } from '../../src/renderer/texts/catalogue';
import { settingName } from '../../src/shared/planning/setting-text';
import { recipeCatalogue } from '../../src/shared/planning/choice-catalogue';
import { longest } from './until';

/** What a person does in the window, by the words that stand there. */

export function button(page: Page, name: string): Locator {
  return page.getByRole('button', { name, exact: true });
}

/** Label of a field of the training. */
export function trainingField(name: string): string {
  const { fields } = recipeCatalogue().training[0];
  return texts.parts.field(settingName(name), fields.find((field) => field.name === name)?.unit ?? null);
}

/** By the sidebar. */
export async function goToPage(page: Page, name: keyof typeof texts.app.pages): Promise<void> {
  const title = texts.app.pages[name];
  await page.getByRole('navigation', { name: texts.app.navigation }).getByRole('link', { name: title }).click();
  await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
}

/** Id of the run whose page is shown. */
export async function runShown(page: Page): Promise<string> {
  await page.waitForURL(/#\/runs\/[^?]+/u, { timeout: longest });
  return decodeURIComponent(/#\/runs\/([^?]+)/u.exec(page.url())?.[1] ?? '');
}

/** Milliseconds: the sample study trains and attacks for real. */
const longestStudy = 600_000;

/** The run whose page is shown has ended: what it is opened for then are its results. */
export async function resultsShown(page: Page): Promise<void> {
  await page.getByRole('tab', { name: texts.run.tabs.results, selected: true }).waitFor({ timeout: longestStudy });
  await page.getByRole('tab', { name: texts.results.parts.verdict }).waitFor({ timeout: longest });
}

export function openPart(page: Page, part: keyof typeof texts.results.parts): Promise<void> {
  return page.getByRole('tab', { name: texts.results.parts[part] }).click();
}

/** Share of the run's stage under way that its page shows, in percent; 0 where it has none yet. */
export async function stageShareShown(page: Page): Promise<number> {
  const bar = page.getByRole('main').getByRole('progressbar', { name: / of this stage$/u });
  return (await bar.count()) === 0 ? 0 : Number(await bar.getAttribute('aria-valuenow'));
}

/** Share of the run's records that its page shows, in percent. */
export async function shareShown(page: Page): Promise<number> {
  const bar = page.getByRole('progressbar', { name: /^All records: /u });
  return Number(await bar.getAttribute('aria-valuenow'));
}
