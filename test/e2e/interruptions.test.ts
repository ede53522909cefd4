import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { texts } from '../../src/renderer/texts/catalogue';
import { startEngine } from '../../src/host/engine-client';
import { isAlive } from '../support/is-alive';
import { longPlan, slowPlan } from '../support/long-study';
import { fill, smallDisk } from '../support/small-disk';
import { sharedFolder, temporaryFolder } from '../support/temporary-folder';
import { recordsOf, tinyLab } from '../support/tiny-lab';
import { tinyPlan } from '../support/tiny-study';
import { openChromium, openInBrowser, openInElectron, startBrowserHost, type OpenLab } from './hosts';
import { pageFaults } from './page-faults';
import { freshPort } from './ports';
import { chromiumProgram, describeWith, electronProgram, needsChromium, needsElectron } from './programs';
import { button, resultsShown } from './steps';
import { longest, until } from './until';

const states = texts.run.progress.states;
const note = 'Looked at twice; kept.';

/** Records of the slow study when nothing interrupts it, without what tells of times. */
let undisturbed: readonly unknown[];

beforeAll(async () => {
  const { folder, remove } = await sharedFolder();
  try {
    const lab = await tinyLab(path.join(folder, 'lab'));
    const engine = await startEngine({ lab, workers: 2 });
    const { id } = await engine.request('studies.run', { plan: slowPlan() });
    await engine.close();
    undisturbed = await recordsOf(lab, id);
  } finally {
    await remove();
  }
});

async function showRun({ page }: OpenLab, run: string): Promise<void> {
  await page.evaluate((id) => {
    location.hash = `#/runs/${id}?tab=live`;
  }, run);
  await page.getByRole('heading', { name: texts.run.progress.title, exact: true }).waitFor();
}

/**
 * Begins the slow study and pauses it once some of its records are there, not all: machines differ in how much of it they
 * compute while a page is loaded or a note is typed.
 *
 * @returns its run, and what has it compute the rest
 */
async function amidRecords({ ask }: OpenLab): Promise<{ readonly run: string; readonly goOn: () => Promise<void> }> {
  const { run } = await ask('studies.enqueue', { plan: slowPlan() });
  const summary = async () => (await ask('runs.show', { run })).summary;
  await until(async () => (await summary()).records > 0);
  const [{ id: item }] = (await ask('queue.show', {})).items;
  await ask('queue.pause', { item });
  const { state, records, recordsExpected } = await summary();
  expect(state).toBe('paused');
  expect(records).toBeLessThan(recordsExpected);
  const goOn = async (): Promise<void> => {
    await ask('queue.continue', { item });
    await until(async () => (await summary()).state === 'running');
  };
  return { run, goOn };
}

/** Has a study computed for as long as something is looked at. */
async function whileComputing({ ask }: OpenLab, look: (run: string) => Promise<void>): Promise<void> {
  const { run } = await ask('studies.enqueue', { plan: longPlan() });
  await look(run);
  const [{ id: item }] = (await ask('queue.show', {})).items;
  await ask('queue.stop', { item });
}

/**
 * Kills the engine until its host starts no other, amid the records of a run: the window says so and what to do, and after
 * `Restart` the lab works again, with all that was recorded.
 */
async function restartsGivenUpEngine(opened: OpenLab, lab: string): Promise<void> {
  const { page, ask } = opened;
  const done = (await ask('studies.run', { plan: tinyPlan() })).id;
  const before = await recordsOf(lab, done);
  const { run } = await amidRecords(opened);
  const { records } = (await ask('runs.show', { run })).summary;
  await showRun(opened, run);
  const notice = page.getByRole('alert').filter({ hasText: texts.app.connection.goneTitle });
  const pidOf = async (): Promise<number | null> => (await ask('engine.hello', {}).catch(() => null))?.pid ?? null;
  for (let killed: number | null = null; !(await notice.getByText('ended 3 times').isVisible());) {
    const pid = await pidOf();
    if (pid === null || pid === killed) continue;
    process.kill(pid, 'SIGKILL');
    killed = pid;
    await until(() => !isAlive(pid));
  }
  const said = await notice.innerText();
  expect(said).toContain(texts.app.connection.goneText);
  // What a person is told who has no command line.
  expect(said).not.toContain('muroan ');
  await page.getByText(texts.app.engine.gone).waitFor();
  expect(await pidOf()).toBeNull();
  expect(await pageFaults(page)).toEqual([]);

  await button(page, texts.app.connection.restart).click();
  await notice.waitFor({ state: 'detached', timeout: longest });
  await page.getByText(texts.app.engine.ready).waitFor({ timeout: longest });
  await page.getByText(states.interrupted).waitFor({ timeout: longest });
  expect((await ask('runs.show', { run })).summary.records).toBe(records);
  await button(page, texts.run.actions.resume).click();
  await page.getByText(states.finished).waitFor({ timeout: longest });
  expect(await recordsOf(lab, run)).toEqual(undisturbed);
  expect(await recordsOf(lab, done)).toEqual(before);
}

describeWith('A window in the browser', chromiumProgram, needsChromium, () => {
  test('read anew, or opened twice, shows what computes; a note in one is there in the other', async () => {
    const lab = await tinyLab();
    const host = await startBrowserHost({ lab, port: freshPort() });
    const context = await openChromium();
    const first = await openInBrowser(context, host);
    const second = await openInBrowser(context, host);
    await whileComputing(first, async (run) => {
      await showRun(first, run);
      await first.page.getByText(states.running).waitFor();
      await first.page.reload();
      await first.page.getByText(states.running).waitFor();
      await showRun(second, run);
      await second.page.getByText(states.running).waitFor();
    });

    const { run, goOn } = await amidRecords(first);
    await showRun(second, run);
    await goOn();
    await second.page.reload();
    await second.page.goto(`${host.origin}/#/report?runs=${run}`);
    await second.page.getByLabel(texts.report.notes, { exact: true }).fill(note);
    await first.page.goto(`${host.origin}/#/report?runs=${run}`);
    await until(async () => (await first.page.getByLabel(texts.report.notes, { exact: true }).inputValue()) === note);
    await showRun(first, run);
    await first.page.getByText(states.finished).waitFor({ timeout: longest });
    expect(await recordsOf(lab, run)).toEqual(undisturbed);
  });

  test('says that a run was interrupted when the engine is killed, and goes on with it', async () => {
    const lab = await tinyLab();
    const opened = await openInBrowser(await openChromium(), await startBrowserHost({ lab, port: freshPort() }));
    const { page, ask } = opened;
    const { run, goOn } = await amidRecords(opened);
    await showRun(opened, run);
    await page.getByText(states.paused).waitFor();
    const { pid } = await ask('engine.hello', {});
    await goOn();
    await page.getByText(states.running).waitFor();
    process.kill(pid, 'SIGKILL');
    await page.getByText(states.interrupted).waitFor({ timeout: longest });
    const resume = button(page, texts.run.actions.resume);
    await resume.click();
    await page.getByText(states.finished).waitFor({ timeout: longest });
    expect(await resume.count()).toBe(0);
    expect(await recordsOf(lab, run)).toEqual(undisturbed);
  });

  test('says that the engine ended again and again, and has it started once more', async () => {
    const lab = await tinyLab();
    const host = await startBrowserHost({ lab, port: freshPort() });
    await restartsGivenUpEngine(await openInBrowser(await openChromium(), host), lab);
  });

  test('loses nothing when its host is killed and another one serves the lab, to another browser too', async () => {
    const lab = await tinyLab();
    const port = freshPort();
    const before = await startBrowserHost({ lab, port });
    const context = await openChromium();
    const opened = await openInBrowser(context, before);
    const { run, goOn } = await amidRecords(opened);
    await opened.page.goto(`${before.origin}/#/report?runs=${run}`);
    await opened.page.getByLabel(texts.report.notes, { exact: true }).fill(note);
    // It is in the lab folder, not in this browser only.
    await until(async () => (await opened.ask('workspace.read', {}))?.content.includes(note) ?? false);
    const { pid } = await opened.ask('engine.hello', {});
    await goOn();
    before.process.kill('SIGKILL');
    await opened.page.getByText(texts.app.connection.lostTitle).waitFor({ timeout: longest });
    await until(() => !isAlive(pid));

    const after = await startBrowserHost({ lab, port });
    const elsewhere = await openInBrowser(await openChromium(), after);
    await elsewhere.page.goto(`${after.origin}/#/report?runs=${run}`);
    await until(
      async () => (await elsewhere.page.getByLabel(texts.report.notes, { exact: true }).inputValue()) === note,
    );
    // The window that was left open is let in again once this browser knows the new host.
    await openInBrowser(context, after);
    await showRun(opened, run);
    await opened.page.getByText(states.interrupted).waitFor({ timeout: longest });
    await button(opened.page, texts.run.actions.resume).click();
    await opened.page.getByText(states.finished).waitFor({ timeout: longest });
    expect(await recordsOf(lab, run)).toEqual(undisturbed);
  });

  test('says that the disk is full, and goes on once there is room', async (context) => {
    const disk = await smallDisk();
    if (disk === null) {
      console.warn('SKIPPED: a full disk was not tested, since this user may not mount a tmpfs.');
      context.skip();
      return;
    }
    const lab = await tinyLab(path.join(disk, 'lab'));
    const opened = await openInBrowser(await openChromium(), await startBrowserHost({ lab, port: freshPort() }));
    const { page } = opened;
    const { run, goOn } = await amidRecords(opened);
    await showRun(opened, run);
    await goOn();
    const release = await fill(disk, 0);
    await page.getByText(states.failed).waitFor({ timeout: longest });
    await page.getByText('The disk is full').first().waitFor();
    // Ending, the engine has removed what it needs no more.
    const releaseRest = await fill(disk, 0);
    const unsaved = page.getByText(texts.app.status.unsaved);
    await page.keyboard.press('Control+b');
    await unsaved.waitFor();
    await release();
    await releaseRest();
    await page.keyboard.press('Control+b');
    await unsaved.waitFor({ state: 'detached' });
    await button(page, texts.run.actions.resume).click();
    await page.getByText(states.finished).waitFor({ timeout: longest });
    expect(await recordsOf(lab, run)).toEqual(undisturbed);
  });
});

describeWith('A window of Electron', electronProgram, needsElectron, () => {
  test('read anew, shows what computes; when its engine is killed it says so, and goes on', async () => {
    const lab = await tinyLab();
    const opened = await openInElectron({ lab, userData: path.join(await temporaryFolder(), 'electron') });
    const { page, ask } = opened;
    await whileComputing(opened, async (run) => {
      await showRun(opened, run);
      await page.getByText(states.running).waitFor();
      await page.reload();
      await page.getByText(states.running).waitFor();
    });
    const { run, goOn } = await amidRecords(opened);
    await showRun(opened, run);
    await page.getByText(states.paused).waitFor();
    const { pid } = await ask('engine.hello', {});
    await goOn();
    await page.getByText(states.running).waitFor();
    process.kill(pid, 'SIGKILL');
    await page.getByText(states.interrupted).waitFor({ timeout: longest });
    const resume = button(page, texts.run.actions.resume);
    await resume.click();
    await page.getByText(states.finished).waitFor({ timeout: longest });
    expect(await resume.count()).toBe(0);
    expect(await recordsOf(lab, run)).toEqual(undisturbed);
  });

  test('says that the engine ended again and again, and has it started once more', async () => {
    const lab = await tinyLab();
    const userData = path.join(await temporaryFolder(), 'electron');
    await restartsGivenUpEngine(await openInElectron({ lab, userData }), lab);
  });

  test('loses nothing when its program is killed and started again', async () => {
    const lab = await tinyLab();
    const userData = path.join(await temporaryFolder(), 'electron');
    const before = await openInElectron({ lab, userData });
    const { run, goOn } = await amidRecords(before);
    await before.page.evaluate((id) => {
      location.hash = `#/report?runs=${id}`;
    }, run);
    await before.page.getByLabel(texts.report.notes, { exact: true }).fill(note);
    await until(async () => (await before.ask('workspace.read', {}))?.content.includes(note) ?? false);
    const { pid } = await before.ask('engine.hello', {});
    await goOn();
    before.app.process().kill('SIGKILL');
    // The engine ends with its host.
    await until(() => !isAlive(pid));

    const after = await openInElectron({ lab, userData });
    await after.page.evaluate((id) => {
      location.hash = `#/report?runs=${id}`;
    }, run);
    await until(async () => (await after.page.getByLabel(texts.report.notes, { exact: true }).inputValue()) === note);
    await showRun(after, run);
    await after.page.getByText(states.interrupted).waitFor({ timeout: longest });
    await button(after.page, texts.run.actions.resume).click();
    await after.page.getByText(states.finished).waitFor({ timeout: longest });
    expect(await recordsOf(lab, run)).toEqual(undisturbed);
  });
});

const both = chromiumProgram === null ? null : electronProgram;
describeWith('A window of Electron after one in a browser', both, `${needsChromium} ${needsElectron}`, () => {
  test('has the notes of the other, and the other way round', async () => {
    const lab = await tinyLab();
    const host = await startBrowserHost({ lab, port: freshPort() });
    const browser = await openInBrowser(await openChromium(), host);
    const { id } = await browser.ask('studies.run', { plan: tinyPlan() });
    await browser.page.goto(`${host.origin}/#/report?runs=${id}`);
    await browser.page.getByLabel(texts.report.notes, { exact: true }).fill(note);
    await until(async () => (await browser.ask('workspace.read', {}))?.content.includes(note) ?? false);
    await host.close();
    const userData = path.join(await temporaryFolder(), 'electron');
    const window = await openInElectron({ lab, userData });
    const { page } = window;
    await page.evaluate((run) => {
      location.hash = `#/report?runs=${run}`;
    }, id);
    await until(async () => (await page.getByLabel(texts.report.notes, { exact: true }).inputValue()) === note);
    const answer = 'Seen in the window.';
    await page.getByLabel(texts.report.notes, { exact: true }).fill(answer);
    await until(async () => (await window.ask('workspace.read', {}))?.content.includes(answer) ?? false);
    await page.evaluate((run) => {
      location.hash = `#/runs/${run}`;
    }, id);
    await resultsShown(page);
    await window.close();
    const again = await startBrowserHost({ lab, port: freshPort() });
    const last = await openInBrowser(await openChromium(), again);
    await last.page.goto(`${again.origin}/#/report?runs=${id}`);
    await until(async () => (await last.page.getByLabel(texts.report.notes, { exact: true }).inputValue()) === answer);
  });
});
