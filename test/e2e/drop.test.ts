import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { analysed } from '../../src/analysis/analysed-run';
import { percentInColumn } from '../../src/analysis/format';
import { readRun } from '../../src/analysis/read-run';
import { texts } from '../../src/renderer/texts/catalogue';
import { dayAndNight, dayOnnx } from '../support/fused-onnx';
import { dense } from '../support/pdf';
import { temporaryFolder } from '../support/temporary-folder';
import { openChromium, openInBrowser, openInElectron, startBrowserHost, type OpenLab } from './hosts';
import { freshPort } from './ports';
import { chromiumProgram, describeWith, electronProgram, needsChromium, needsElectron } from './programs';
import { checkPdf, sha256 } from './report-check';
import { button, openPart, resultsShown, runShown, shareShown } from './steps';
import { longest, until } from './until';

const words = texts.modelImport;
/** What the lab calls the model, by the name of its file. */
const title = 'Dusk teller';
const studied = 'Dusk, as it was dropped';

/** Drops files and folders of this machine on the window, as a person does. */
async function dropOn(page: Page, ...files: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  const over = page.getByText(texts.drop.title);
  // What is left of a drop before would be taken for the answer to this one.
  await over.waitFor({ state: 'hidden' });
  const send = (type: 'dragEnter' | 'dragOver' | 'drop'): Promise<unknown> =>
    session.send('Input.dispatchDragEvent', { type, x: 300, y: 200, data });
  await send('dragEnter');
  // A hand that holds files says so again and again; once alone, it may come before the window listens.
  await until(async () => {
    await send('dragOver');
    return over.isVisible();
  });
  // A window that has not said that it takes what is over it is left, not dropped on.
  await send('dragOver');
  await send('drop');
  await session.detach();
}

/** Imports a folder and a model by dropping them, studies the model on the data, and saves the report: all by clicks. */
async function dropAndStudy(opened: OpenLab, lab: string): Promise<void> {
  const { page } = opened;
  const own = await temporaryFolder();
  const folder = await dayAndNight(path.join(own, 'day-and-night'));
  const file = path.join(own, 'dusk-teller.onnx');
  writeFileSync(file, dayOnnx());

  await dropOn(page, folder, file);
  await page.getByText(texts.drop.several('2')).waitFor();
  expect(page.url()).not.toContain('path=');

  await dropOn(page, folder);
  await importData(page);
  await dropOn(page, file);
  await importModel(page);
  // What was brought into the lab to be imported is gone again.
  const drops = path.join(lab, 'drops');
  await until(() => Promise.resolve(!existsSync(drops) || readdirSync(drops).length === 0));
  await study(opened);
  await report(opened);
}

async function importData(page: Page): Promise<void> {
  const data = page.getByRole('region', { name: texts.datasets.mapped.title, exact: true });
  await data.getByLabel(texts.datasets.mapped.useOf('warmth')).waitFor({ timeout: longest });
  // Nobody scrolls before they know that something came of their drop.
  const heading = await data.getByRole('heading', { name: texts.datasets.mapped.title, exact: true }).boundingBox();
  const height = await page.evaluate(() => window.innerHeight);
  expect(heading?.y).toBeGreaterThan(0);
  expect(heading?.y).toBeLessThan(height / 2);
  await data.getByRole('button', { name: texts.datasets.mapped.import, exact: true }).click();
  await data.getByText(texts.datasets.import.done('40 samples')).waitFor({ timeout: longest });
}

/** It answers every sample as its label says, once the form says which of its numbers is which class. */
async function importModel(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1, name: words.title }).waitFor();
  await page.getByLabel(words.output.place('0')).selectOption('night', { timeout: longest });
  await page.getByLabel(words.facts.stated).fill('100');
  await button(page, words.check.start).click();
  await page.getByText(words.check.right('5', '5')).waitFor({ timeout: longest });
  await button(page, words.import).click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor({ timeout: longest });
  await page.getByRole('heading', { name: words.card.title }).waitFor();
  await page.getByRole('heading', { name: words.attacks.title }).waitFor();
  expect(await page.getByText(texts.models.card.again).count()).toBe(0);
}

/** From the model's page to the results of its study. */
async function study({ page, ask }: OpenLab): Promise<void> {
  await button(page, words.card.study).click();
  const about = page.getByRole('region', { name: texts.builder.about.title });
  const called = about.getByLabel(texts.builder.about.name, { exact: true });
  await called.waitFor({ timeout: longest });
  await called.fill(studied);
  const { summary } = texts.builder;
  const ready = page.getByText(summary.sound, { exact: true }).or(page.getByText(summary.doubtful, { exact: true }));
  await ready.waitFor({ timeout: longest });
  await button(page, summary.start).click();
  const run = await runShown(page);
  await page.getByRole('heading', { level: 1, name: studied }).waitFor();
  await resultsShown(page);
  // So small a study may be over before its page is there: what it did while it computed is looked at behind its end.
  await page.getByRole('tab', { name: texts.run.tabs.live }).click();
  await page.getByRole('heading', { name: texts.run.cells.title, exact: true }).waitFor();
  await until(async () => (await shareShown(page)) === 100);
  await page.getByRole('tab', { name: texts.run.tabs.results }).click();

  const { input, analysis } = analysed(await readRun({ request: ask }, run));
  const [model] = await ask('models.list', {});
  expect(model.test).toEqual({ correct: model.test.count, count: model.test.count });
  expect(input.models.map(({ id }) => id)).toEqual([model.id]);
  expect(analysis.attacks.length).toBeGreaterThan(1);
  await page.getByText(analysis.verdict.headline).first().waitFor({ timeout: longest });
  await openPart(page, 'numbers');
  const row = page.getByRole('row').filter({ hasText: 'clean accuracy' }).first();
  await row.waitFor({ timeout: longest });
  for (const { accuracy } of analysis.subjects.flatMap(({ models }) => models)) {
    expect(await row.innerText()).toContain(percentInColumn(accuracy.value));
  }
}

/** From the results to files, which say what was measured of which model on which data. */
async function report({ page, ask, saved }: OpenLab): Promise<void> {
  const measured = analysed(await readRun({ request: ask }, await runShown(page)));
  await page.getByRole('link', { name: texts.results.report }).click();
  const preview = page.frameLocator(`iframe[title="${texts.report.preview}"]`);
  await preview.getByRole('heading', { level: 1, name: studied }).waitFor({ timeout: longest });
  const save = (kind: 'pdf' | 'html') => saved(() => button(page, texts.report.save(texts.report.kinds[kind])).click());
  const pdf = await save('pdf');
  await page.getByText(sha256(pdf.content)).waitFor();
  const html = await save('html');
  for (const text of [await checkPdf(pdf, measured, page), dense(html.content.toString('utf8'))]) {
    for (const name of [title, 'Day and night', studied]) expect(text).toContain(dense(name));
  }
}

describeWith('Dropped on the window', chromiumProgram, needsChromium, () => {
  test('a folder and a model are imported, studied and reported in the browser', async () => {
    const lab = path.join(await temporaryFolder(), 'lab');
    const opened = await openInBrowser(await openChromium(), await startBrowserHost({ lab, port: freshPort() }));
    await dropAndStudy(opened, lab);
  });
});

describeWith('Dropped on the window', electronProgram, needsElectron, () => {
  test('a folder and a model are imported, studied and reported in Electron', async () => {
    const own = await temporaryFolder();
    const lab = path.join(own, 'lab');
    await dropAndStudy(await openInElectron({ lab, userData: path.join(own, 'electron') }), lab);
  });
});
