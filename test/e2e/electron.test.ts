import { spawn } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';
import { until } from './until';
import { isAlive } from '../support/is-alive';
import { temporaryFolder } from '../support/temporary-folder';
import { tinyLab } from '../support/tiny-lab';
import { tinyPlan } from '../support/tiny-study';
import { answerDialogs, dialogsOf } from './dialogs';
import { openInElectron, root } from './hosts';
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

  test('the end of a run is told to whoever looks elsewhere; a click brings the window to the run', async () => {
    const given = await folders();
    const lab = await tinyLab(given.lab);
    const { app, page, ask } = await openInElectron({ ...given, lab });
    await app.evaluate((electron) => {
      const told: unknown[] = [];
      (globalThis as { told?: unknown[] }).told = told;
      electron.app.on('muroan-notice' as never, (notice: unknown) => told.push(notice));
      electron.BrowserWindow.getAllWindows()[0]?.blur();
    });
    const isInFront = (): Promise<boolean> =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().every((window) => window.isFocused()));
    await until(async () => !(await isInFront()));
    const { run } = await ask('studies.enqueue', { plan: tinyPlan({ name: 'Caption checker' }) });
    const told = (): Promise<readonly { readonly title: string; readonly body: string }[]> =>
      app.evaluate(() =>
        (globalThis as unknown as { told: readonly { title: string; body: string }[] }).told.map(({ title, body }) => ({
          title,
          body,
        })),
      );
    await until(async () => (await told()).length > 0);
    expect(await told()).toEqual([{ title: 'Run finished', body: 'Caption checker' }]);
    expect(page.url()).not.toContain(run);
    await app.evaluate(() => {
      (globalThis as unknown as { told: readonly NodeJS.EventEmitter[] }).told[0].emit('click');
    });
    await page.waitForURL(`**/#/runs/${run}*`);
    await until(isInFront);
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
    await answerDialogs(opened, [0]);
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
});
