import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { quitChoices, type QuitChoice } from '../../src/main/electron/quit-guard';
import { texts } from '../../src/renderer/texts/catalogue';
import { longPlan } from '../support/long-study';
import { temporaryFolder } from '../support/temporary-folder';
import { tinyLab } from '../support/tiny-lab';
import { answerDialogs, dialogsOf } from './dialogs';
import { openInElectron, type ElectronStart, type OpenedElectron } from './hosts';
import { pageFaults } from './page-faults';
import { describeWith, electronProgram, needsElectron } from './programs';
import { button } from './steps';
import { longest, until } from './until';

const words = texts.app.quitting;

interface Working {
  readonly given: ElectronStart;
  readonly opened: OpenedElectron;
  readonly run: string;
  readonly stateOf: () => Promise<string | undefined>;
}

/** A window on a lab that computes. */
async function working(): Promise<Working> {
  const given = { userData: path.join(await temporaryFolder(), 'electron'), lab: await tinyLab() };
  const opened = await openInElectron(given);
  const { run } = await opened.ask('studies.enqueue', { plan: longPlan() });
  const stateOf = async (): Promise<string | undefined> => (await opened.ask('queue.show', {})).items.at(0)?.state;
  await until(async () => (await opened.ask('queue.show', {})).items.at(0)?.progress);
  return { given, opened, run, stateOf };
}

function buttonOf(wanted: QuitChoice): number {
  return quitChoices.findIndex(({ choice }) => choice === wanted);
}

async function quit({ app }: OpenedElectron): Promise<void> {
  await app.evaluate(({ app: program }) => {
    program.quit();
  });
}

/** The program has ended by itself. */
function ended({ app }: OpenedElectron): Promise<void> {
  return new Promise((resolve) => {
    if (app.process().exitCode !== null) resolve();
    app.once('close', () => {
      resolve();
    });
  });
}

describeWith('Quitting while work is under way', electronProgram, needsElectron, () => {
  test('asks first; what shall go on next time does', async () => {
    const { given, opened, run, stateOf } = await working();
    await answerDialogs(opened, [buttonOf('stay')]);
    await quit(opened);
    await until(async () => (await dialogsOf(opened)).length === 1);
    expect((await dialogsOf(opened))[0]).toContain('Work is under way');
    expect(await stateOf()).toBe('working');
    await answerDialogs(opened, [buttonOf('resume-next-time')]);
    await opened.close();
    expect(existsSync(path.join(given.userData, 'resume.json'))).toBe(true);
    const next = await openInElectron(given);
    const { id: item } = await until(async () =>
      (await next.ask('queue.show', {})).items.find((one) => one.run === run),
    );
    await next.ask('queue.stop', { item });
    await until(async () => (await next.ask('queue.show', {})).items.length === 0);
  });

  test.each([
    ['finish its batch and pause', 'pause', 'paused'],
    ['stop', 'stop', 'started'],
  ] as const)('lets it %s, and waits for a person at the next start', async (_, choice, last) => {
    const { given, opened, run } = await working();
    await answerDialogs(opened, [buttonOf(choice)]);
    await opened.close();
    expect(existsSync(path.join(given.userData, 'resume.json'))).toBe(false);
    const next = await openInElectron(given);
    const { summary, events } = await next.ask('runs.show', { run });
    expect([summary.state, events.at(-1)?.event]).toEqual(['interrupted', last]);
    expect((await next.ask('queue.show', {})).items).toEqual([]);
  });

  // An engine that stands still finishes no batch. Ten seconds later its host would end it.
  test('says in the window that a batch is waited for, and works on where the person so decides', async () => {
    const { opened, stateOf } = await working();
    const { page } = opened;
    const { pid } = await opened.ask('engine.hello', {});
    await answerDialogs(opened, [buttonOf('pause')], pid);
    await quit(opened);
    const dialog = page.getByRole('dialog', { name: words.waitingTitle });
    await dialog.waitFor();
    const said = await dialog.innerText();
    await button(page, words.decisions['keep-working']).click();
    await dialog.waitFor({ state: 'detached' });
    process.kill(pid, 'SIGCONT');
    expect(said).toContain(words.waiting('“Long study”'));
    expect(said).toMatch(/Waiting for \d+ s/u);
    await until(async () => (await stateOf()) === 'working');
    expect((await opened.ask('engine.hello', {})).pid).toBe(pid);
    // A window read anew while it waits says so again.
    await answerDialogs(opened, [buttonOf('pause')], pid);
    await quit(opened);
    await dialog.waitFor();
    await page.reload();
    await page.getByRole('dialog').waitFor();
    const over = ended(opened);
    await button(page, words.decisions['stop-now']).click();
    await over;
  });

  test('asks by a dialog where the person closes once more, or no page is there', async () => {
    const { opened, stateOf } = await working();
    const { app, page } = opened;
    const { pid } = await opened.ask('engine.hello', {});
    await answerDialogs(opened, [buttonOf('pause'), 0], pid);
    await quit(opened);
    const dialog = page.getByRole('dialog', { name: words.waitingTitle });
    await dialog.waitFor();
    await quit(opened);
    await dialog.waitFor({ state: 'detached' });
    process.kill(pid, 'SIGCONT');
    expect((await dialogsOf(opened))[1]).toContain('quits as soon as the batch is done. Waiting for: Long study.');
    await until(async () => (await stateOf()) === 'working');

    // Closed by what is said of its crash, a window can say nothing any more.
    await answerDialogs(opened, [1, buttonOf('pause'), 0], pid);
    await app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
    });
    const said = await until(async () => {
      const all = await dialogsOf(opened);
      return all.length === 3 ? all : null;
    });
    process.kill(pid, 'SIGCONT');
    expect(said[0]).toContain('The window has crashed.');
    expect(said[2]).toContain('quits as soon as the batch is done. Waiting for: Long study.');
  });

  test('says that the engine ended while its batch was waited for, with what to do', async () => {
    const { given, opened, run } = await working();
    const { page } = opened;
    const { pid } = await opened.ask('engine.hello', {});
    await answerDialogs(opened, [buttonOf('pause')], pid);
    await quit(opened);
    await page.getByRole('dialog', { name: words.waitingTitle }).waitFor();
    process.kill(pid, 'SIGKILL');
    const dialog = page.getByRole('dialog', { name: words.failedTitle });
    await dialog.waitFor({ timeout: longest });
    const said = await dialog.innerText();
    for (const part of [words.failed('“Long study”'), 'The engine ended unexpectedly', words.remedy]) {
      expect(said).toContain(part);
    }
    expect(said).toMatch(/Long study: \d+ of 200 records are on disk and kept\./u);
    expect(await pageFaults(page)).toEqual([]);
    const over = ended(opened);
    await button(page, words.decisions['stop-now']).click();
    await over;
    const next = await openInElectron(given);
    expect((await next.ask('runs.show', { run })).summary.state).toBe('interrupted');
  });

  test('says that runs cannot be noted for the next time, and stays or quits as the person decides', async () => {
    const { given, opened, stateOf } = await working();
    // A folder stands in the place of the notes.
    mkdirSync(path.join(given.userData, 'resume.json'));
    await answerDialogs(opened, [buttonOf('resume-next-time'), 0]);
    await quit(opened);
    await until(async () => (await dialogsOf(opened)).length === 2);
    expect((await dialogsOf(opened))[1]).toMatch(
      /could not be done before quitting\..*resume\.json.*resumed on the page Runs/u,
    );
    expect(await stateOf()).toBe('working');
    const over = ended(opened);
    await answerDialogs(opened, [buttonOf('resume-next-time'), 1]);
    await quit(opened);
    await over;
  });
});
