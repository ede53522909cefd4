import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { quitChoices } from '../../src/main/electron/quit-guard';
import { tinyLab } from '../support/tiny-lab';
import { until } from './until';
import { isAlive } from '../support/is-alive';
import { longPlan } from '../support/long-study';
import { temporaryFolder } from '../support/temporary-folder';
import { openInElectron, root, type OpenedElectron } from './hosts';
import { describeWith, electronProgram, needsElectron } from './programs';

async function folders(): Promise<{ readonly lab: string; readonly userData: string }> {
  const folder = await temporaryFolder();
  return { lab: path.join(folder, 'lab'), userData: path.join(folder, 'electron') };
}

describeWith('Electron', electronProgram, needsElectron, () => {
  test('the window opens, the engine answers and ends with the window', async () => {
    const { lab, userData } = await folders();
    const { page, ask, close } = await openInElectron({ lab, userData });
    expect(page.url()).toMatch(/^app:\/\/lab\//u);
    expect(await page.title()).toContain('MUROAN Lab');
    const hello = await ask('engine.hello', {});
    expect(hello.lab).toBe(lab);
    const described = await ask('host.describe', {});
    expect(described).toMatchObject({ kind: 'electron', lab });
    await close();
    await until(() => !isAlive(hello.pid));
  });

  test('the window is where it was when it was closed', async () => {
    const given = await folders();
    const place = { x: 40, y: 60, width: 900, height: 640 };
    const first = await openInElectron(given);
    await first.app.evaluate(({ BrowserWindow }, bounds) => {
      BrowserWindow.getAllWindows()[0]?.setBounds(bounds);
    }, place);
    await first.close();
    const second = await openInElectron(given);
    expect(await second.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())).toEqual(
      place,
    );
  });

  test('a second start brings the first window to the front', async () => {
    const given = await folders();
    const { app } = await openInElectron(given);
    const isInFront = (): Promise<boolean> =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().every((window) => window.isFocused()));
    await app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.blur();
    });
    await until(async () => !(await isInFront()));
    const again = spawn(electronProgram!, [
      '--no-sandbox',
      root,
      `--lab=${given.lab}`,
      `--user-data-dir=${given.userData}`,
    ]);
    expect(await new Promise((resolve) => again.once('exit', resolve))).toBe(0);
    await until(isInFront);
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  test('a command of the native menu reaches the window', async () => {
    const { app, page } = await openInElectron(await folders());
    await page.waitForSelector('nav');
    await app.evaluate(({ Menu }) => {
      Menu.getApplicationMenu()?.getMenuItemById('go.settings')?.click();
    });
    await page.waitForURL('**/#/settings*');
  });

  test('an engine that is killed is replaced', async () => {
    const { ask } = await openInElectron(await folders());
    const { pid } = await ask('engine.hello', {});
    process.kill(pid, 'SIGKILL');
    await until(async () => (await ask('engine.hello', {}).catch(() => ({ pid }))).pid !== pid);
  });

  test('a crashed window is said to be, and loaded again when told to', async () => {
    const opened = await openInElectron(await folders());
    const { app } = opened;
    await answerDialogs(opened, 0);
    await app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
    });
    await until(async () => (await dialogsOf(opened)).length === 1);
    expect((await dialogsOf(opened))[0]).toContain('The window has crashed.');
    await until(() =>
      app.evaluate(({ BrowserWindow }) => {
        const [window] = BrowserWindow.getAllWindows();
        return !window.webContents.isCrashed() && !window.webContents.isLoading();
      }),
    );
  });

  test('work under way is not broken off without asking', async () => {
    const { userData } = await folders();
    const given = { userData, lab: await tinyLab() };
    const opened = await openInElectron(given);
    const { app, ask } = opened;
    const { run } = await ask('studies.enqueue', { plan: longPlan() });
    const stateOf = async (): Promise<string | undefined> => (await ask('queue.show', {})).items.at(0)?.state;
    await until(async () => (await stateOf()) === 'working');
    // Stay.
    await answerDialogs(opened, 3);
    await app.evaluate(({ app: program }) => {
      program.quit();
    });
    await until(async () => (await dialogsOf(opened)).length === 1);
    expect((await dialogsOf(opened))[0]).toContain('Work is under way');
    expect(await stateOf()).toBe('working');
    // Quit, go on next time.
    await answerDialogs(opened, 0);
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
  ] as const)('work under way can %s when the lab is left, and waits for a person then', async (_, choice, last) => {
    const { userData } = await folders();
    const given = { userData, lab: await tinyLab() };
    const opened = await openInElectron(given);
    const { run } = await opened.ask('studies.enqueue', { plan: longPlan() });
    await until(async () => (await opened.ask('queue.show', {})).items.at(0)?.progress);
    await answerDialogs(
      opened,
      quitChoices.findIndex((one) => one.choice === choice),
    );
    await opened.close();
    expect(existsSync(path.join(given.userData, 'resume.json'))).toBe(false);
    const next = await openInElectron(given);
    const { summary, events } = await next.ask('runs.show', { run });
    expect([summary.state, events.at(-1)?.event]).toEqual(['interrupted', last]);
    expect((await next.ask('queue.show', {})).items).toEqual([]);
  });
});

/** Lets dialogs answer with a button by themselves, and keeps what they said. */
async function answerDialogs({ app }: OpenedElectron, button: number): Promise<void> {
  await app.evaluate(({ dialog }, response) => {
    const said: string[] = [];
    (globalThis as { said?: string[] }).said = said;
    dialog.showMessageBox = ((...args: { message?: string }[]) => {
      said.push(String(args.at(-1)?.message));
      return Promise.resolve({ response, checkboxChecked: false });
    }) as never;
  }, button);
}

function dialogsOf({ app }: OpenedElectron): Promise<readonly string[]> {
  return app.evaluate(() => (globalThis as { said?: string[] }).said ?? []);
}
