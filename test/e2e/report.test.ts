import path from 'node:path';
import { expect, test } from 'vitest';
import { analysed } from '../../src/analysis/analysed-run';
import { groupFlags } from '../../src/analysis/flags/group';
import { readRun } from '../../src/analysis/read-run';
import { longestPrint } from '../../src/host/pdf/longest-print';
import { hashesIn } from '../../src/report/verification/hashes-in';
import { texts } from '../../src/renderer/texts/catalogue';
import { sidecarName } from '../../src/shared/reports/sidecar';
import type { StudyPlanInput } from '../../src/shared/plan/plan';
import { recordsHash } from '../../src/shared/reports/report-hashes';
import { dense, readPdf } from '../support/pdf';
import { temporaryFolder } from '../support/temporary-folder';
import { tinyLab } from '../support/tiny-lab';
import { tinyPlan } from '../support/tiny-study';
import { checkTags, degradedAccuracies, sha256 } from './report-check';
import {
  openChromium,
  openInBrowser,
  openInElectron,
  startBrowserHost,
  type OpenedElectron,
  type OpenLab,
} from './hosts';
import { freshPort } from './ports';
import { chromiumProgram, describeWith, electronProgram, needsChromium, needsElectron } from './programs';
import { button } from './steps';
import { until } from './until';

const degradations: StudyPlanInput['degradations'] = [
  { name: 'missing', modalities: ['text'] },
  { name: 'noise', modalities: ['image'], levels: [0.5, 1] },
];

/** Makes the report of a tiny study in every form, and checks it against the run's own numbers. @returns the run */
async function checkReports({ page, ask }: OpenLab): Promise<string> {
  const { id } = await ask('studies.run', { plan: tinyPlan({ degradations }) });
  const measured = analysed(await readRun({ request: ask }, id));
  const { input, analysis } = measured;
  const [{ key }] = groupFlags(analysis.flags, analysis.attacks.length);
  const run = {
    run: id,
    notes: 'First paragraph.\n\nSecond <b>paragraph</b>.',
    decisions: [{ flag: key, accepted: true, reason: 'A look is all it is for.' }],
  };
  const wishes = { runs: [run], analyst: 'Ada Analyst' };

  const pdf = await ask('host.makeReport', { wishes, as: 'pdf' });
  expect([pdf.mime, pdf.name.endsWith('.pdf')]).toEqual(['application/pdf', true]);
  const file = Buffer.from(pdf.base64, 'base64');
  const read = await readPdf(file);
  const text = dense(read.pages.join(''));
  for (const words of [
    input.run.plan.name,
    'Ada Analyst',
    'First paragraph.',
    'Second <b>paragraph</b>.',
    'A look is all it is for.',
    'not a cryptographic signature',
    input.run.id,
    input.run.expansion.planHash,
  ]) {
    expect(text).toContain(dense(words));
  }
  expect(text).toContain(dense(`${analysis.run.records} of ${analysis.run.recordsExpected}`));

  const degraded = degradedAccuracies(measured, 'missing');
  // Of two models, without a text; those under noise are a curve on paper.
  expect(degraded).toHaveLength(2);
  for (const accuracy of degraded) expect(text).toContain(accuracy);

  expect(hashesIn(file, pdf.name).runs[0].records.hash).toBe(recordsHash(input.records));
  await checkTags(read, input.run.plan.name, page);

  const { path: preview } = await ask('host.previewReport', { wishes });
  const frame = await page.evaluateHandle((address) => {
    const element = document.createElement('iframe');
    element.src = address;
    element.id = 'preview';
    document.body.append(element);
    return new Promise<HTMLIFrameElement>((resolve) => {
      element.onload = () => {
        resolve(element);
      };
    });
  }, preview);
  const content = await frame.asElement().contentFrame();
  expect(await content?.textContent('h1')).toBe(input.run.plan.name);
  const previewed = dense((await content?.textContent('body')) ?? '');
  for (const accuracy of degraded) expect(previewed).toContain(accuracy);
  // Its charts are drawn by its own scripts; nothing of the window can be reached.
  await content?.waitForSelector('.js-plotly-plot svg', { state: 'attached' });
  expect(await content?.evaluate(() => window.origin)).toBe('null');
  expect(
    await content?.evaluate(() => {
      try {
        return typeof parent.document;
      } catch {
        return 'refused';
      }
    }),
  ).toBe('refused');
  return id;
}

/** The window's own page of a run says what noise and missing inputs left of its models as the analysis has it. */
async function checkScreen({ page, ask }: OpenLab, run: string): Promise<void> {
  const measured = analysed(await readRun({ request: ask }, run));
  await page.evaluate((id) => {
    location.hash = `#/runs/${id}?part=degradations`;
  }, run);
  const noise = page.getByRole('figure').filter({ hasText: 'Accuracy under growing noise' });
  await noise.getByRole('button', { name: texts.ui.chart.asTable }).click();
  await noise.getByRole('table').waitFor();
  const shown = dense(await page.getByRole('main').innerText());
  const accuracies = (['missing', 'noise'] as const).flatMap((kind) => degradedAccuracies(measured, kind));
  // Of two models, without a text and at two levels of noise.
  expect(accuracies).toHaveLength(6);
  for (const accuracy of accuracies) expect(shown).toContain(accuracy);
}

/** A report that is saved from its page has its SHA-256 in a file beside it, as `sha256sum -c` reads it. */
async function checkSidecars({ page, saved }: OpenLab, run: string): Promise<void> {
  const words = texts.report;
  await page.evaluate((id) => {
    location.hash = `#/report?runs=${id}`;
  }, run);
  for (const kind of ['html', 'pdf'] as const) {
    const save = button(page, words.save(words.kinds[kind]));
    const { name, content, sidecar } = await saved(() => save.click());
    expect(await sidecar()).toBe(`${sha256(content)}  ${name}\n`);
    await page.getByText(words.checksum(sidecarName(name))).waitFor();
  }
}

/** A page that Electron does not finish printing is given up, and nothing of it stays. */
async function checkTimeLimit({ app, ask }: OpenedElectron, run: string): Promise<void> {
  const wishes = { runs: [{ run }] };
  const windows = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  // Electron has a moment where it has two minutes: less than the charts are waited for.
  const setLimit = (limit: number, instead: number): Promise<void> =>
    app.evaluate(
      (_electron, [long, short]) => {
        const timers = globalThis as unknown as { setTimeout: typeof setTimeout; usual?: typeof setTimeout };
        const usual = (timers.usual ??= timers.setTimeout);
        timers.setTimeout = ((call: () => void, delay: number) =>
          usual(call, delay === long ? short : delay)) as unknown as typeof setTimeout;
      },
      [limit, instead],
    );
  await setLimit(longestPrint, 100);
  await expect(ask('host.makeReport', { wishes, as: 'pdf' })).rejects.toThrow('no end within 120 s');
  expect(await windows()).toBe(1);
  await setLimit(longestPrint, longestPrint);
  expect((await ask('host.makeReport', { wishes, as: 'pdf' })).mime).toBe('application/pdf');
  expect(await windows()).toBe(1);
}

/** The form of the page is whole in a small window: it is scrolled with its page only, and no name in it is cut. */
async function checkForm({ page }: OpenLab, run: string): Promise<void> {
  const words = texts.report;
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.evaluate((id) => {
    location.hash = `#/report?runs=${id}`;
  }, run);
  const form = page.getByRole('region', { name: words.form });
  const files = page.getByRole('region', { name: words.files });
  const last = form.getByRole('button', { name: words.sections.title });
  await last.waitFor();
  expect(await form.evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)).toBeLessThanOrEqual(1);
  const names = form.locator('.mantine-Pill-label');
  expect(await names.count()).toBe(1);
  for (const name of await names.all()) {
    expect(await name.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBeLessThanOrEqual(1);
  }
  // What is come to by keys does not lie behind what saves, which stays in view.
  await last.focus();
  await until(async () => {
    const [above, below] = [await last.boundingBox(), await files.boundingBox()];
    return above!.y + above!.height <= below!.y;
  });
  const { y, height } = (await files.boundingBox())!;
  expect(y + height).toBeLessThanOrEqual(768);
}

describeWith('Reports in Electron', electronProgram, needsElectron, () => {
  test('are made and previewed, saved with their SHA-256, and given up where they do not end', async () => {
    const folder = await temporaryFolder();
    const lab = await tinyLab(path.join(folder, 'lab'));
    const opened = await openInElectron({ lab, userData: path.join(folder, 'electron') });
    const run = await checkReports(opened);
    await checkSidecars(opened, run);
    await checkTimeLimit(opened, run);
  });
});

describeWith('Reports in the browser', chromiumProgram, needsChromium, () => {
  test('are made and previewed, and saved with their SHA-256', async () => {
    const lab = await tinyLab(path.join(await temporaryFolder(), 'lab'));
    const host = await startBrowserHost({ lab, port: freshPort() });
    const opened = await openInBrowser(await openChromium(), host);
    const run = await checkReports(opened);
    await checkScreen(opened, run);
    await checkForm(opened, run);
    await checkSidecars(opened, run);
  });
});
