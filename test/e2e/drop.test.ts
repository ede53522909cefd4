import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { texts } from '../../src/renderer/texts/catalogue';
import { StudyPlan } from '../../src/shared/plan';
import { dayAndNight, dayOnnx } from '../support/fused-onnx';
import { dense } from '../support/pdf';
import { temporaryFolder } from '../support/temporary-folder';
import { openChromium, openInBrowser, openInElectron, startBrowserHost, type OpenLab } from './hosts';
import { freshPort } from './ports';
import { chromiumProgram, describeWith, electronProgram, needsChromium, needsElectron } from './programs';
import { button } from './steps';
import { longest, until } from './until';

const words = texts.modelImport;

/** Drops files and folders of this machine on the window, as a person does. */
async function dropOn(page: Page, ...files: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  const over = page.getByText(texts.drop.title);
  // What is left of a drop before would be taken for the answer to this one.
  await over.waitFor({ state: 'hidden' });
  for (const type of ['dragEnter', 'dragOver'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 300, y: 200, data });
  }
  await over.waitFor();
  // A window that has not said that it takes what is over it is left, not dropped on.
  await session.send('Input.dispatchDragEvent', { type: 'dragOver', x: 300, y: 200, data });
  await session.send('Input.dispatchDragEvent', { type: 'drop', x: 300, y: 200, data });
  await session.detach();
}

/** Imports a folder and a model by dropping them, studies the model on the data, and saves the report. */
async function dropAndStudy({ page, ask, saved }: OpenLab, lab: string): Promise<void> {
  const own = await temporaryFolder();
  const folder = await dayAndNight(path.join(own, 'day-and-night'));
  const file = path.join(own, 'dusk-teller.onnx');
  writeFileSync(file, dayOnnx());

  await dropOn(page, folder, file);
  await page.getByText(texts.drop.several('2')).waitFor();
  expect(page.url()).not.toContain('path=');

  await dropOn(page, folder);
  const data = page.getByRole('region', { name: texts.datasets.mapped.title, exact: true });
  await data.getByLabel(texts.datasets.mapped.useOf('warmth')).waitFor({ timeout: longest });
  await data.getByRole('button', { name: texts.datasets.mapped.import, exact: true }).click();
  await data.getByText(texts.datasets.import.done('40 samples')).waitFor({ timeout: longest });

  await dropOn(page, file);
  await page.getByRole('heading', { level: 1, name: words.title }).waitFor();
  await page.getByLabel(words.output.place('0')).selectOption('night');
  await page.getByLabel(words.facts.stated).fill('100');
  await button(page, words.check.start).click();
  await page.getByText(words.check.right('5', '5')).waitFor({ timeout: longest });
  await button(page, words.import).click();
  await page.getByRole('heading', { level: 1, name: 'Dusk teller' }).waitFor({ timeout: longest });
  await page.getByRole('heading', { name: words.card.title }).waitFor();
  await page.getByRole('heading', { name: words.attacks.title }).waitFor();
  expect(await page.getByText(texts.models.card.again).count()).toBe(0);
  // What was brought into the lab to be imported is gone again.
  const drops = path.join(lab, 'drops');
  await until(() => Promise.resolve(!existsSync(drops) || readdirSync(drops).length === 0));

  const [model] = await ask('models.list', {});
  expect(model.test).toEqual({ correct: model.test.count, count: model.test.count });
  const plan = StudyPlan.parse({
    format: 'muroan.study',
    formatVersion: 1,
    name: 'Dusk, as it was dropped',
    data: { dataset: 'day-and-night', selection: { split: 'test', count: 4, seed: 1 } },
    subjects: [{ name: model.title, recipe: model.spec.recipe }],
    attacks: [{ name: 'decoupling', modalities: Object.keys(model.spec.recipe.encoders), maxQueries: 30 }],
  });
  const { id } = await ask('studies.run', { plan });
  await page.evaluate((run) => {
    location.hash = `#/report?runs=${run}`;
  }, id);
  const report = await saved(() => button(page, texts.report.save(texts.report.kinds.html)).click());
  const said = dense(report.content.toString('utf8'));
  for (const name of ['Dusk teller', 'Day and night', 'Dusk, as it was dropped', model.weightsHash]) {
    expect(said).toContain(dense(name));
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
