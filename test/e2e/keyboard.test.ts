import { expect, test } from 'vitest';
import { commands } from '../../src/shared/window/commands';
import { texts } from '../../src/renderer/texts/catalogue';
import { tinyLab } from '../support/tiny-lab';
import { tinyPlan } from '../support/tiny-study';
import { tabTo } from './focus';
import { openChromium, openInBrowser, startBrowserHost, type OpenLab } from './hosts';
import { freshPort } from './ports';
import { chromiumProgram, describeWith, needsChromium } from './programs';
import { pageFaults } from './page-faults';
import { button, resultsShown } from './steps';
import { longest, until } from './until';

async function openTinyLab(): Promise<OpenLab> {
  const host = await startBrowserHost({ lab: await tinyLab(), port: freshPort() });
  const opened = await openInBrowser(await openChromium(), host);
  await opened.page.emulateMedia({ reducedMotion: 'reduce' });
  return opened;
}

describeWith('By keyboard alone', chromiumProgram, needsChromium, () => {
  test('a study is begun, started, read, and its report saved under a name', { timeout: 400_000 }, async () => {
    const { page, saved } = await openTinyLab();
    const enter = (): Promise<void> => page.keyboard.press('Enter');
    await tabTo(page, page.getByRole('link', { name: new RegExp(`^${texts.start.newStudy.title}`, 'u') }));
    await enter();
    await tabTo(page, button(page, texts.studies.beginWith(texts.studies.presets.quick.title)));
    await enter();
    await page.getByText(texts.builder.summary.sound, { exact: true }).waitFor({ timeout: longest });
    await tabTo(page, button(page, texts.builder.summary.start));
    await enter();
    await resultsShown(page);
    await tabTo(page, page.getByRole('tab', { name: texts.results.parts.verdict }));
    await page.keyboard.press('ArrowRight');
    await page.getByRole('tab', { name: texts.results.parts.numbers, selected: true }).waitFor();
    await tabTo(page, page.getByRole('link', { name: texts.results.report }));
    await enter();
    await tabTo(page, page.getByLabel(texts.report.analyst, { exact: true }));
    await page.keyboard.type('Ada Analyst');
    await tabTo(page, button(page, texts.report.save(texts.report.kinds.html)));
    const { content } = await saved(enter);
    expect(content.toString()).toContain('Ada Analyst');
  });

  test('commands are found, keys are told, and pages are gone to', async () => {
    const { page } = await openTinyLab();
    await page.keyboard.press('Control+k');
    const search = page.getByPlaceholder(texts.app.palette.placeholder);
    await search.waitFor();
    expect(await pageFaults(page)).toEqual([]);
    await until(() => search.evaluate((field) => field === document.activeElement));
    // What is typed while the palette still opens may be lost: a person types it again.
    await until(async () => {
      if ((await search.inputValue()) === 'gloss') return true;
      await search.press('Control+a');
      await page.keyboard.type('gloss');
      return false;
    });
    // Enter takes the first that is found.
    const first = page.locator('.mantine-Spotlight-action').first();
    await until(async () => (await first.innerText()).toLowerCase().includes('gloss'));
    await page.keyboard.press('Enter');
    await page.waitForURL('**/#/settings/glossary');
    await search.waitFor({ state: 'detached' });

    await page.keyboard.press('?');
    const sheet = page.getByRole('dialog', { name: texts.app.shortcuts.title });
    await sheet.waitFor();
    expect(await pageFaults(page)).toEqual([]);
    for (const { title, shortcut } of Object.values(commands)) {
      if (shortcut !== null) await sheet.getByText(title, { exact: true }).first().waitFor();
    }
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });

    await page.keyboard.press('g');
    await page.keyboard.press('r');
    await page.getByRole('heading', { level: 1, name: texts.app.pages.runs, exact: true }).waitFor();
  });

  test('a table is walked through, rows are chosen, and one is opened', async () => {
    const { page, ask } = await openTinyLab();
    for (const name of ['One', 'Two']) await ask('studies.run', { plan: tinyPlan({ name, attacks: [] }) });
    await page.keyboard.press('g');
    await page.keyboard.press('r');
    await tabTo(page, page.getByRole('grid', { name: texts.runs.title }));
    await page.keyboard.press(' ');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press(' ');
    await page.getByText(texts.ui.table.selected('2')).waitFor();
    await page.keyboard.press('Enter');
    // Newest first: the active row is the older one.
    await page.getByRole('heading', { level: 1, name: 'One' }).waitFor();
  });
});

describeWith('Whoever wants less motion', chromiumProgram, needsChromium, () => {
  test('sees none, in dialogs either', async () => {
    const { page } = await openTinyLab();
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder(texts.app.palette.placeholder).waitFor();
    const moving = (): Promise<readonly string[]> =>
      page.evaluate(() =>
        [...document.querySelectorAll('*')].flatMap((element) => {
          const { transitionDuration, animationDuration } = getComputedStyle(element);
          const slowest = Math.max(...`${transitionDuration},${animationDuration}`.split(',').map(Number.parseFloat));
          return slowest > 0.001 ? [element.outerHTML.slice(0, 100)] : [];
        }),
      );
    expect(await moving()).toEqual([]);
    // Motion that there is would be found.
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await until(async () => (await moving()).length > 0);
  });
});
