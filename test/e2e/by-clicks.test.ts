import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { texts } from '../../src/renderer/texts/catalogue';
import { recordsOf, tinyLab } from '../support/tiny-lab';
import { tinyPlan } from '../support/tiny-study';
import { checkCharts } from './chart-check';
import { openChromium, openInBrowser, startBrowserHost } from './hosts';
import { freshPort } from './ports';
import { chromiumProgram, describeWith, needsChromium } from './programs';
import { sharedWindow } from './shared-window';
import { button, goToPage, resultsShown, runShown, trainingField } from './steps';
import { longest, until } from './until';

/** A training of so many takes many times longer than the way to the click on Stop, on fast machines and on slow ones. */
const manyEpochs = '500';

/** Away from every field: Ctrl+Z there is the window's. */
async function undo(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('Control+z');
}

/** Its plan once more, in the builder. */
async function planOf(page: Page, run: string): Promise<void> {
  await page.evaluate((id) => {
    location.hash = `#/runs/${id}`;
  }, run);
  await button(page, texts.run.more('Tiny study')).click();
  await page.getByRole('menuitem', { name: texts.run.actions.again }).click();
}

describeWith('By clicks, in the window', chromiumProgram, needsChromium, () => {
  let run = '';
  const lab = sharedWindow(async ({ ask }) => {
    run = (await ask('studies.run', { plan: tinyPlan() })).id;
  });

  test('a model is put together, kept over a reload, trained, stopped and gone on with', async () => {
    const { page, ask } = lab();
    const words = texts.models;
    await goToPage(page, 'models');
    await page.getByRole('link', { name: words.newModel, exact: true }).first().click();
    const field = (name: string) => page.getByLabel(trainingField(name), { exact: true });
    await field('epochs').fill(manyEpochs);
    await field('patience').fill(manyEpochs);
    // A reload at the very moment of a key could break off its writing.
    await until(async () => (await ask('workspace.read', {}))?.content.includes(`"patience":${manyEpochs}`) ?? false);
    await page.reload();
    await until(async () => (await field('epochs').inputValue()) === manyEpochs);
    expect(await field('patience').inputValue()).toBe(manyEpochs);
    await undoInForm();
    await button(page, words.form.train).click();
    // The form has a heading "Training" too: what is waited for stands on the model's own page only.
    await page.getByText(words.training.states.working).waitFor({ timeout: longest });
    const title = await page.getByRole('heading', { level: 1 }).innerText();
    expect(title).not.toBe(words.newModel);
    // Stopped before its first epoch has ended, it would have nothing to go on from.
    await until(async () => (await ask('models.unfinished', {})).some(({ checkpoint }) => checkpoint));
    await button(page, texts.runs.queue.of(texts.runs.queue.stop, title)).click();
    await page.getByText(words.training.states.stopped).waitFor({ timeout: longest });
    await page.getByRole('figure').first().waitFor({ timeout: longest });
    await button(page, words.resume).click();
    await page.getByText(words.card.accuracy).waitFor({ timeout: longest });
    await goToPage(page, 'models');
    // What is trained is no draft any more.
    await page.getByRole('link', { name: title, exact: true }).first().waitFor();
    expect(await page.getByRole('heading', { name: texts.ui.drafts.title, exact: true }).count()).toBe(0);

    /** What was typed since the reload can be taken back; what was typed before is what the form began with. */
    async function undoInForm(): Promise<void> {
      await field('epochs').fill('40');
      await undo(page);
      await until(async () => (await field('epochs').inputValue()) === manyEpochs);
    }
  });

  test('a sample is brushed, struck and muted, and the answer follows', async () => {
    const { page } = lab();
    const words = texts.playground;
    await goToPage(page, 'playground');
    const answer = page.getByRole('region', { name: words.answer.title, exact: true });
    const removedOf = (modality: string) => answer.getByRole('row').filter({ hasText: words.answer.removed(modality) });
    await removedOf('image')
      .getByText(/^0 of 64/u)
      .waitFor({ timeout: longest });
    const brush = page.getByRole('application');
    const box = await brush.boundingBox();
    expect(box).not.toBeNull();
    const { x, y, width, height } = box!;
    await page.mouse.move(x + width / 4, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + (3 * width) / 4, y + height / 2, { steps: 5 });
    await page.mouse.up();
    await removedOf('image')
      .getByText(/^[1-9]\d* of 64/u)
      .waitFor();
    const word = page
      .getByRole('group', { name: words.words.name('text') })
      .getByRole('button')
      .first();
    await word.click();
    await removedOf('text')
      .getByText(/^1 of 3/u)
      .waitFor();
    expect(await word.getAttribute('aria-pressed')).toBe('true');
    // What was taken away is there again when the page is.
    await goToPage(page, 'models');
    await goToPage(page, 'playground');
    await removedOf('text')
      .getByText(/^1 of 3/u)
      .waitFor({ timeout: longest });
    await removedOf('image')
      .getByText(/^[1-9]\d* of 64/u)
      .waitFor();
    const mute = page.getByLabel(words.tools.mute('image'), { exact: true });
    await mute.check();
    await removedOf('image')
      .getByText(/^64 of 64/u)
      .waitFor();
    await button(page, words.tools.clear).click();
    await removedOf('image')
      .getByText(/^0 of 64/u)
      .waitFor();
    await removedOf('text')
      .getByText(/^0 of 3/u)
      .waitFor();
    expect(await mute.isChecked()).toBe(false);
    const other = page.getByRole('button', { name: /^Sample \S+, label /u }).nth(1);
    await other.click();
    await until(async () => (await other.getAttribute('aria-pressed')) === 'true');
  });

  test('a small removal that flips a sample is searched, stepped through and gone on with by hand', async () => {
    const { page } = lab();
    const words = texts.playground;
    await goToPage(page, 'playground');
    const panel = page.getByRole('region', { name: words.trace.title, exact: true });
    const found = panel.getByText(/ the answer is “.+” instead of “.+”\.$/u);
    const over = found
      .or(panel.getByText(words.trace.alreadyWrong))
      .or(panel.getByText(/^No removal changed the answer/u));
    const samples = page.getByRole('button', { name: /^Sample \S+, label /u });
    await samples.first().waitFor({ timeout: longest });
    // Whether a sample can be flipped, only a search tells: one of the first can.
    for (const sample of (await samples.all()).slice(0, 8)) {
      await sample.click();
      await until(async () => (await sample.getAttribute('aria-pressed')) === 'true');
      await button(page, words.trace.button).click();
      await over.waitFor({ timeout: longest });
      if (await found.isVisible()) break;
    }
    const to = /the answer is “(.+)” instead/u.exec(await found.innerText())?.[1] ?? '';
    // It begins with what was found, the last step.
    await panel.getByRole('button', { name: words.steps.previous, exact: true }).click();
    await panel.getByRole('button', { name: words.steps.next, exact: true }).click();
    await button(page, words.trace.take).click();
    const answer = page.getByRole('region', { name: words.answer.title, exact: true });
    await answer
      .getByText(new RegExp(`“${to}”`, 'u'))
      .first()
      .waitFor();
    await answer
      .getByRole('row')
      .filter({ hasText: /^Removed of / })
      .filter({ hasText: /[1-9]\d* of / })
      .first()
      .waitFor();
  });

  test('a gradient attack on a sample is stepped through', async () => {
    const { page } = lab();
    const words = texts.playground;
    await goToPage(page, 'playground');
    const panel = page.getByRole('region', { name: words.change.title, exact: true });
    const attacked = panel.getByText(/ (?:changes the answer from|does not change the answer: it stays) “/u).first();
    const wrong = panel.getByText(words.change.alreadyWrong);
    const samples = page.getByRole('button', { name: /^Sample \S+, label /u });
    await samples.first().waitFor({ timeout: longest });
    // One that is answered wrongly is not attacked.
    for (const sample of (await samples.all()).slice(0, 8)) {
      await sample.click();
      await until(async () => (await sample.getAttribute('aria-pressed')) === 'true');
      await button(page, words.change.button).click();
      await attacked.or(wrong).waitFor({ timeout: longest });
      if (await attacked.isVisible()) break;
    }
    await panel.getByRole('button', { name: words.steps.previous, exact: true }).click();
    await panel
      .getByText(/^After step \d+ of \d+$|^Where it starts$/u)
      .first()
      .waitFor();
  });

  test('a trend is shown of all studies, and saved as table and picture', async () => {
    const opened = lab();
    const { page } = opened;
    await goToPage(page, 'trend');
    await button(page, texts.trend.reference.others).click();
    await checkCharts(opened);
  });

  test('the numbers of a run are saved', async () => {
    const { page, saved } = lab();
    await page.evaluate((id) => {
      location.hash = `#/report?runs=${id}`;
    }, run);
    await button(page, texts.exports.open).click();
    const csv = await saved(() => button(page, texts.exports.records.save(texts.exports.records.kinds.csv)).click());
    await page.keyboard.press('Escape');
    expect(csv.name).toMatch(/\.csv$/u);
    expect(csv.content.toString().split('\r\n').length).toBeGreaterThan(20);
    const json = await saved(() => button(page, texts.report.save(texts.report.kinds.json)).click());
    expect(JSON.parse(json.content.toString())).toMatchObject({ plan: { name: 'Tiny study' } });
  });

  test('what was chosen on a page is there when the sidebar leads to it again, and after a reload', async () => {
    const { page } = lab();
    const address = (): Promise<string> => page.evaluate(() => location.hash);
    await page.evaluate((id) => {
      location.hash = `#/report?runs=${id}`;
    }, run);
    await button(page, texts.report.save(texts.report.kinds.json)).waitFor();
    await goToPage(page, 'start');
    await goToPage(page, 'report');
    await until(async () => (await address()) === `#/report?runs=${run}`);
    await goToPage(page, 'compare');
    await page.reload();
    await goToPage(page, 'report');
    await until(async () => (await address()) === `#/report?runs=${run}`);
    await goToPage(page, 'compare');
    expect(await address()).toBe('#/compare');
  });

  test('edits are taken back: of a plan, of notes, of tags', async () => {
    const { page } = lab();
    await planOf(page, run);
    const about = page.getByRole('region', { name: texts.builder.about.title });
    const name = about.getByLabel(texts.builder.about.name, { exact: true });
    const before = await name.inputValue();
    await name.fill('Another name');
    await about.getByLabel(texts.builder.about.question, { exact: true }).fill('Why?');
    await undo(page);
    await until(
      async () => (await about.getByLabel(texts.builder.about.question, { exact: true }).inputValue()) === '',
    );
    expect(await name.inputValue()).toBe('Another name');
    await undo(page);
    await until(async () => (await name.inputValue()) === before);

    await page.evaluate((id) => {
      location.hash = `#/report?runs=${id}`;
    }, run);
    const notes = page.getByLabel(texts.report.notes, { exact: true });
    await notes.fill('Not so.');
    await undo(page);
    await until(async () => (await notes.inputValue()) === '');

    await page.evaluate((id) => {
      location.hash = `#/runs/${id}`;
    }, run);
    await resultsShown(page);
    const tags = page.getByLabel(texts.run.marks.tags, { exact: true }).first();
    await tags.fill('baseline');
    await tags.press('Enter');
    const tag = page.getByRole('main').getByText('baseline', { exact: true });
    await tag.waitFor();
    await tags.press('Backspace');
    await tag.waitFor({ state: 'detached' });
    await button(page, texts.app.undo.action).first().click();
    await tag.waitFor();
    await undo(page);
    await tag.waitFor({ state: 'detached' });
  });

  test('a project goes into another lab with its run', async () => {
    const { page, saved } = lab();
    const words = texts.app.project;
    await page.keyboard.press('Control+Shift+N');
    await page.getByLabel(words.name, { exact: true }).fill('Release 4');
    await button(page, words.createDo).click();
    await button(page, `${words.label}: Release 4`).waitFor();
    await planOf(page, run);
    await page.getByText(texts.builder.summary.doubtful, { exact: true }).waitFor({ timeout: longest });
    await button(page, texts.builder.summary.start).click();
    const own = await runShown(page);
    await resultsShown(page);
    expect(own).not.toBe(run);

    await goToPage(page, 'start');
    await button(page, words.actions('Release 4')).click();
    await page.getByRole('menuitem', { name: words.exported }).click();
    const archive = await saved(() => button(page, words.exportDo).click());
    expect(archive.name).toBe('release-4.muroan.zip');

    const other = await tinyLab();
    const host = await startBrowserHost({ lab: other, port: freshPort() });
    const there = await openInBrowser(await openChromium(), host);
    const chooser = there.page.waitForEvent('filechooser');
    await there.page.getByRole('button', { name: texts.start.openArchive.title }).click();
    await (await chooser).setFiles({ name: archive.name, mimeType: 'application/zip', buffer: archive.content });
    await button(there.page, `${words.label}: Release 4`).waitFor({ timeout: longest });
    await goToPage(there.page, 'runs');
    await there.page.getByRole('link', { name: 'Tiny study', exact: true }).click();
    await resultsShown(there.page);
    const { summary, events } = await there.ask('runs.show', { run: own });
    expect([summary.state, events.at(-1)?.event]).toEqual(['finished', 'imported']);
    expect(await recordsOf(other, own)).toHaveLength(summary.recordsExpected);
  });
});
