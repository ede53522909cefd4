import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { encode } from 'fast-png';
import type { Locator } from 'playwright';
import { expect, test } from 'vitest';
import { texts } from '../../src/renderer/texts/catalogue';
import { temporaryFolder } from '../support/temporary-folder';
import { openChromium, openInBrowser, openInElectron, startBrowserHost, type OpenLab } from './hosts';
import { freshPort } from './ports';
import { chromiumProgram, describeWith, electronProgram, needsChromium, needsElectron } from './programs';
import { goToPage } from './steps';
import { longest } from './until';

const words = texts.datasets;

/** A folder in the layout of Hateful Memes: ten rows that can be taken, and one whose picture is missing. */
async function memes(): Promise<string> {
  const folder = path.join(await temporaryFolder(), 'memes');
  await mkdir(path.join(folder, 'img'), { recursive: true });
  const rows = Array.from({ length: 10 }, (_, id) => ({
    id,
    img: `img/${String(id)}.png`,
    text: `row number ${String(id)}`,
    label: id % 2,
  }));
  for (const { id, img } of rows) {
    const data = Uint8Array.from({ length: 16 * 12 * 3 }, (_, index) => (index * (id + 1)) % 256);
    await writeFile(path.join(folder, img), encode({ width: 16, height: 12, channels: 3, data }));
  }
  const files = [
    ['train', [...rows.slice(0, 6), { ...rows[0], id: 99, img: 'img/none.png' }]],
    ['dev_seen', rows.slice(6, 8)],
    ['dev_unseen', rows.slice(8)],
  ] as const;
  for (const [name, lines] of files) {
    await writeFile(path.join(folder, `${name}.jsonl`), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  }
  return folder;
}

/** @param choose puts the folder into the form */
async function importMemes({ page }: OpenLab, choose: (form: Locator) => Promise<void>): Promise<void> {
  await goToPage(page, 'datasets');
  // Beside it stands the form for any folder.
  const form = page.getByRole('region', { name: words.import.title, exact: true });
  await choose(form);
  await form.getByRole('button', { name: words.import.start, exact: true }).click();
  await page.getByText(words.import.done('10 samples')).waitFor({ timeout: longest });
  await page.getByText(words.import.skipped('1 line')).waitFor();
  await page.getByText(words.import.line('train.jsonl', '7')).waitFor();
  await page.getByRole('link', { name: words.import.show }).click();
  await page.getByRole('heading', { level: 1, name: 'Hateful memes' }).waitFor();
  await page.getByText('row number').first().waitFor({ state: 'attached' });
  const balance = page.getByRole('region', { name: words.balance.title });
  await balance.getByRole('button', { name: texts.ui.chart.asTable }).click();
  expect(await balance.getByRole('row').filter({ hasText: 'not hateful' }).innerText()).toMatch(/\t3 .*\t1 .*\t1 /u);
}

describeWith('A folder of data', chromiumProgram, needsChromium, () => {
  test('is typed and imported in the browser', async () => {
    const lab = path.join(await temporaryFolder(), 'lab');
    const opened = await openInBrowser(await openChromium(), await startBrowserHost({ lab, port: freshPort() }));
    const folder = await memes();
    await importMemes(opened, (form) => form.getByLabel(words.import.folder, { exact: true }).fill(folder));
  });
});

describeWith('A folder of data', electronProgram, needsElectron, () => {
  test('is chosen in a dialog and imported in Electron', async () => {
    const own = await temporaryFolder();
    const opened = await openInElectron({ lab: path.join(own, 'lab'), userData: path.join(own, 'electron') });
    const folder = await memes();
    await opened.app.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
    }, folder);
    await importMemes(opened, (form) => form.getByRole('button', { name: texts.ui.path.choose, exact: true }).click());
  });
});
