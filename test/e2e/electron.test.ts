import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { demoPlans } from '../../src/shared/planning/demo-plans';
import { openInElectron, root, type OpenedElectron } from './hosts';
import { describeWith, electronProgram, needsElectron } from './programs';

function folders(): { readonly lab: string; readonly userData: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'muroan-e2e-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  });
  return { lab: path.join(folder, 'lab'), userData: path.join(folder, 'electron') };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describeWith('Electron', electronProgram, needsElectron, () => {
  test('the window opens, the engine answers and ends with the window', async () => {
    const { lab, userData } = folders();
    const { page, ask, close } = await openInElectron({ lab, userData });
    expect(page.url()).toMatch(/^app:\/\/lab\//u);
    expect(await page.title()).toContain('MUROAN Lab');
    const hello = await ask('engine.hello', {});
    expect(hello.lab).toBe(lab);
    const described = await ask('host.describe', {});
    expect(described).toMatchObject({ kind: 'electron', lab });
    await close();
    await vi.waitUntil(() => !isAlive(hello.pid), 10_000);
  });

  test('the window is where it was when it was closed', async () => {
    const given = folders();
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

  test('a second start shows the first window', async () => {
    const given = folders();
    await openInElectron(given);
    const again = spawn(electronProgram!, [
      '--no-sandbox',
      root,
      `--lab=${given.lab}`,
      `--user-data-dir=${given.userData}`,
    ]);
    const code = await new Promise((resolve) => again.once('exit', resolve));
    expect(code).toBe(0);
  });

  test('a command of the native menu reaches the window', async () => {
    const { app, page } = await openInElectron(folders());
    await page.waitForSelector('nav');
    await app.evaluate(({ Menu }) => {
      Menu.getApplicationMenu()?.getMenuItemById('go.settings')?.click();
    });
    await page.waitForURL('**/#/settings*');
  });

  test('an engine that is killed is replaced', async () => {
    const { ask } = await openInElectron(folders());
    const { pid } = await ask('engine.hello', {});
    process.kill(pid, 'SIGKILL');
    await vi.waitUntil(async () => (await ask('engine.hello', {}).catch(() => ({ pid }))).pid !== pid, 20_000);
  });

  test('a crashed window is said to be, and loaded again when told to', async () => {
    const opened = await openInElectron(folders());
    const { app } = opened;
    await answerDialogs(opened, 0);
    await app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
    });
    await vi.waitUntil(async () => (await dialogsOf(opened)).length === 1, 10_000);
    expect((await dialogsOf(opened))[0]).toContain('The window has crashed.');
    await vi.waitUntil(
      () =>
        app.evaluate(({ BrowserWindow }) => {
          const [window] = BrowserWindow.getAllWindows();
          return !window.webContents.isCrashed() && !window.webContents.isLoading();
        }),
      10_000,
    );
  });

  test('work under way is not broken off without asking', async () => {
    const given = folders();
    const opened = await openInElectron(given);
    const { app, ask } = opened;
    await ask('data.prepare', { dataset: demoPlans('full')[0].data.dataset });
    const { run } = await ask('studies.enqueue', { plan: demoPlans('full')[0] });
    await vi.waitUntil(async () => (await ask('queue.show', {})).items[0]?.state === 'working', 20_000);
    // Stay.
    await answerDialogs(opened, 3);
    await app.evaluate(({ app: program }) => {
      program.quit();
    });
    await vi.waitUntil(async () => (await dialogsOf(opened)).length === 1, 10_000);
    expect((await dialogsOf(opened))[0]).toContain('Work is under way');
    expect((await ask('queue.show', {})).items[0]?.state).toBe('working');
    // Quit, go on next time.
    await answerDialogs(opened, 0);
    await opened.close();
    expect(existsSync(path.join(given.userData, 'resume.json'))).toBe(true);
    const next = await openInElectron(given);
    await vi.waitUntil(async () => (await next.ask('queue.show', {})).items[0]?.run === run, 20_000);
    await next.ask('queue.stop', { item: (await next.ask('queue.show', {})).items[0].id });
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
