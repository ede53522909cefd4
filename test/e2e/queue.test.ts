import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { texts } from '../../src/renderer/texts/catalogue';
import { longPlan } from '../support/long-study';
import { tinyLab } from '../support/tiny-lab';
import { tinyPlan } from '../support/tiny-study';
import { openChromium, openInBrowser, startBrowserHost, type OpenLab } from './hosts';
import { freshPort } from './ports';
import { chromiumProgram, describeWith, needsChromium } from './programs';
import { button, goToPage } from './steps';
import { until } from './until';

const words = texts.runs.queue;

async function openTinyLab(): Promise<OpenLab> {
  const host = await startBrowserHost({ lab: await tinyLab(), port: freshPort() });
  return openInBrowser(await openChromium(), host);
}

/** The lines of the queue that the page shows: `First waits`. */
async function linesShown(page: Page): Promise<readonly string[]> {
  const panel = page.getByRole('region', { name: words.title, exact: true });
  const lines = await panel.getByRole('listitem').allInnerTexts();
  return lines.map((line) => /^(\S+)[\s\S]*?(waits|computes|paused)/u.exec(line)?.slice(1).join(' ') ?? line);
}

function linesAre(page: Page, lines: readonly string[]): Promise<unknown> {
  return until(async () => String(await linesShown(page)) === String(lines));
}

describeWith('Work under way, in the window', chromiumProgram, needsChromium, () => {
  test('is put in order, paused, continued, stopped and resumed by clicks', async () => {
    const { page, ask } = await openTinyLab();
    const press = (action: string, title: string): Promise<void> => button(page, words.of(action, title)).click();
    const runs = new Map<string, string>();
    for (const name of ['First', 'Second', 'Third']) {
      runs.set(name, (await ask('studies.enqueue', { plan: longPlan(name) })).run);
    }
    await goToPage(page, 'runs');
    await linesAre(page, ['First computes', 'Second waits', 'Third waits']);
    await press(words.up, 'Third');
    await linesAre(page, ['First computes', 'Third waits', 'Second waits']);
    await press(words.pause, 'First');
    await linesAre(page, ['First paused', 'Third computes', 'Second waits']);
    await press(words.continue, 'First');
    await linesAre(page, ['First waits', 'Third computes', 'Second waits']);
    await press(words.stop, 'Second');
    await linesAre(page, ['First waits', 'Third computes']);
    await press(words.stop, 'Third');
    await linesAre(page, ['First computes']);

    await page.getByRole('link', { name: 'Second', exact: true }).click();
    const { states } = texts.run.progress;
    await page.getByText(states.cancelled).waitFor();
    await button(page, texts.run.actions.resume).click();
    await page.getByText(states.queuedBehind(1)).waitFor();
    await goToPage(page, 'runs');
    await linesAre(page, ['First computes', 'Second waits']);
    await press(words.stop, 'First');
    // Its line goes, and the next one moves up: a click meanwhile could meet neither.
    await linesAre(page, ['Second computes']);
    await press(words.stop, 'Second');
    await until(async () => (await ask('queue.show', {})).items.length === 0);
    const { runs: list } = await ask('runs.list', {});
    expect(new Map(list.map(({ name, state }) => [name, state]))).toEqual(
      new Map([...runs.keys()].map((name) => [name, 'cancelled'])),
    );
  });

  test('that has ended is removed, and brought back by a click or a key', async () => {
    const { page, ask } = await openTinyLab();
    const { id } = await ask('studies.run', { plan: tinyPlan() });
    await goToPage(page, 'runs');
    const row = page.getByRole('row').filter({ hasText: 'Tiny study' });
    const isThere = async (): Promise<boolean> => (await ask('runs.list', {})).runs.some((run) => run.id === id);
    const removeIt = async (): Promise<void> => {
      await row.getByRole('checkbox').check();
      await button(page, texts.runs.remove).click();
      await row.waitFor({ state: 'detached' });
      expect(await isThere()).toBe(false);
    };
    await removeIt();
    await page.getByText(texts.runs.removed(['Tiny study'])).waitFor();
    await button(page, texts.app.undo.action).click();
    await row.waitFor();
    expect(await isThere()).toBe(true);
    await removeIt();
    await page.keyboard.press('Control+z');
    await row.waitFor();
    expect(await isThere()).toBe(true);
  });
});
