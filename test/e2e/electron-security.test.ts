import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { ipcNames } from '../../src/shared/lab-channel/ipc-names';
import { sharedFolder, temporaryFolder } from '../support/temporary-folder';
import { openInElectron, root } from './hosts';
import { allRefused, keepFocused, permissionsOf } from './permissions';
import { runsText } from './policy';
import { describeWith, electronProgram, needsElectron } from './programs';
import { until } from './until';

/** A camera and a microphone that are made up: asked for, they would be given. */
const fakeDevices = '--use-fake-device-for-media-stream';

/** A page of the window's origin without its policy: what it is refused, the host refuses. */
async function withoutPolicy(app: ElectronApplication): Promise<Page> {
  const opened = app.waitForEvent('window');
  await app.evaluate(({ BrowserWindow }) => {
    const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
    void window.loadURL('app://lab/preview/none');
  });
  const page = await opened;
  await page.waitForLoadState();
  await keepFocused(page);
  return page;
}

describeWith('The window in Electron', electronProgram, needsElectron, () => {
  let removeFolder: () => Promise<void>;
  let app: ElectronApplication;
  let page: Page;

  beforeAll(async () => {
    const { folder, remove } = await sharedFolder();
    removeFolder = remove;
    app = await _electron.launch({
      executablePath: electronProgram!,
      args: [
        '--no-sandbox',
        fakeDevices,
        root,
        `--lab=${path.join(folder, 'lab')}`,
        `--user-data-dir=${path.join(folder, 'electron')}`,
      ],
    });
    page = await app.firstWindow();
    await page.waitForSelector('nav');
  });
  afterAll(async () => {
    await app.close();
    await removeFolder();
  });

  test('has no Node, and of the host its channel only', async () => {
    const found = await page.evaluate(() => ({
      node: [typeof (window as { require?: unknown }).require, typeof (window as { process?: unknown }).process],
      bridge: Object.keys((window as unknown as { labChannel: object }).labChannel).sort(),
    }));
    expect(found).toEqual({ node: ['undefined', 'undefined'], bridge: ['dropped', 'listen', 'post'] });
    const preferences = await app.evaluate(({ BrowserWindow }) =>
      (
        BrowserWindow.getAllWindows()[0]?.webContents as unknown as { getLastWebPreferences(): object }
      ).getLastWebPreferences(),
    );
    expect(preferences).toMatchObject({
      contextIsolation: true,
      nodeIntegration: false,
      sandbox: true,
      webviewTag: false,
    });
  });

  test.each([
    'https://example.org/',
    'http://127.0.0.1:9/',
    'file:///etc/passwd',
    'data:text/html,hello',
    'app://other/',
  ])('does not navigate to %s', async (target) => {
    await page.evaluate((address) => {
      (window as { stays?: boolean }).stays = true;
      location.href = address;
    }, target);
    await page.waitForTimeout(300);
    expect(page.url()).toMatch(/^app:\/\/lab\//u);
    expect(await page.evaluate(() => (window as { stays?: boolean }).stays)).toBe(true);
  });

  test('opens no other window', async () => {
    const opened = await page.evaluate(() => {
      const link = document.createElement('a');
      link.href = 'https://example.org/';
      link.target = '_blank';
      document.body.append(link);
      link.click();
      link.remove();
      return ['https://example.org/', 'app://lab/', 'about:blank'].map((address) => window.open(address) !== null);
    });
    expect(opened).toEqual([false, false, false]);
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  test('is permitted nothing of the machine', async () => {
    await keepFocused(page);
    expect(await permissionsOf(page)).toEqual(allRefused);
  });

  test('is refused by the host too, not by the policy of its page alone', async () => {
    const bare = await withoutPolicy(app);
    expect(await permissionsOf(bare)).toEqual(allRefused);
    // What a person asks for by a button is not kept from the window.
    expect(await bare.evaluate(() => navigator.clipboard.writeText('copied').then(() => 'written'))).toBe('written');
    await bare.close();
  });

  test('would be permitted much by a host that refused nothing', async () => {
    const own = await openInElectron({
      lab: path.join(await temporaryFolder(), 'lab'),
      userData: path.join(await temporaryFolder(), 'electron'),
      args: [fakeDevices],
    });
    await own.app.evaluate(({ session: { defaultSession } }) => {
      defaultSession.setPermissionRequestHandler((_contents, _permission, done) => {
        done(true);
      });
      defaultSession.setPermissionCheckHandler(() => true);
    });
    const { asked, states } = await permissionsOf(await withoutPolicy(own.app));
    // What this machine lacks, a place and instruments, is another error then.
    const missing = { location: 'code 2', midi: expect.stringMatching(/^(?:granted|InvalidStateError)$/u) as string };
    const granted = (names: object): object => Object.fromEntries(Object.keys(names).map((name) => [name, 'granted']));
    expect(asked).toEqual({ ...granted(allRefused.asked), ...missing });
    expect(states).toEqual(granted(allRefused.states));
    // The policy of the window's own page still refuses.
    expect((await permissionsOf(own.page)).asked).toMatchObject({
      camera: 'NotAllowedError',
      microphone: 'NotAllowedError',
      location: 'code 1',
      midi: 'SecurityError',
    });
  });

  test('runs no text as a program', async () => {
    expect(await runsText(page)).toEqual({ evaluated: false, inline: false });
  });

  test.each(['https://example.org/', 'http://127.0.0.1:9/', 'file:///etc/passwd', 'app://other/'])(
    'reads nothing from %s',
    async (target) => {
      const read = await page.evaluate(
        (address) =>
          fetch(address).then(
            ({ status }) => status,
            () => 'refused',
          ),
        target,
      );
      expect(read).toBe('refused');
    },
  );

  test.each([
    'app://lab/../package.json',
    'app://lab/..%2fpackage.json',
    'app://lab/..%2f..%2fpackage.json',
    'app://lab/%2e%2e/%2e%2e/package.json',
    'app://lab/..%5c..%5cpackage.json',
    'app://lab/assets/..%2f..%2f..%2fpackage.json',
    'app://lab//etc/passwd',
    'app://lab/%00',
    'app://lab/preview/none',
  ])('finds nothing at %s', async (target) => {
    const status = await page.evaluate(
      (address) =>
        fetch(address).then(
          (answer) => answer.status,
          () => 'no address',
        ),
      target,
    );
    expect([404, 'no address']).toContain(status);
  });

  test('shares its channel with no other page, whatever that is given', async () => {
    const heard = await app.evaluate(
      async ({ BrowserWindow }, preload) => {
        const other = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
        try {
          await other.loadURL('data:text/html,<p>other</p>');
          return (await other.webContents.executeJavaScript(`new Promise((resolve) => {
          labChannel.listen(resolve);
          labChannel.post(JSON.stringify({ id: 1, name: 'engine.hello', params: {} }));
          setTimeout(() => resolve('nothing'), 1500);
        })`)) as string;
        } finally {
          other.destroy();
        }
      },
      path.join(root, 'out', 'preload.cjs'),
    );
    expect(heard).toBe('nothing');
  });

  test('answers no frame of another origin in its own page', async () => {
    await page.reload();
    await page.waitForSelector('nav');
    await page.evaluate(() => {
      const heard: number[] = [];
      Object.assign(window, { heard });
      (window as unknown as { labChannel: { listen(listener: (text: string) => void): void } }).labChannel.listen(
        (text) => heard.push((JSON.parse(text) as { id?: number }).id ?? 0),
      );
      return new Promise((resolve) => {
        const frame = document.createElement('iframe');
        // In a sandbox its origin is an opaque one, not the window's.
        frame.sandbox.add('allow-scripts');
        frame.srcdoc = '<p>foreign</p>';
        frame.onload = resolve;
        document.body.append(frame);
      });
    });
    const frame = page.frames().find((one) => one.parentFrame() === page.mainFrame());
    expect(await frame?.evaluate(() => [self.origin, typeof (window as { labChannel?: unknown }).labChannel])).toEqual([
      'null',
      'undefined',
    ]);
    // Even with the messages of the bridge at hand: what the host is sent from there is refused.
    const send = (id: number, from: 'page' | 'frame'): Promise<void> =>
      app.evaluate(
        ({ BrowserWindow, ipcMain }, { name, text, sender }) => {
          const [{ webContents }] = BrowserWindow.getAllWindows();
          const { mainFrame } = webContents;
          const senderFrame = sender === 'page' ? mainFrame : mainFrame.frames[0];
          ipcMain.emit(name, { sender: webContents, senderFrame }, text);
        },
        { name: ipcNames.text, text: JSON.stringify({ id, name: 'host.describe', params: {} }), sender: from },
      );
    const heard = (): Promise<readonly number[]> =>
      page.evaluate(() => (window as unknown as { heard: readonly number[] }).heard);
    await send(9_000_001, 'frame');
    await send(9_000_002, 'page');
    await until(async () => (await heard()).includes(9_000_002));
    expect(await heard()).not.toContain(9_000_001);
    // Nor does it open or end the window's channel.
    await app.evaluate(({ BrowserWindow, ipcMain }, name) => {
      const [{ webContents }] = BrowserWindow.getAllWindows();
      ipcMain.emit(name, { sender: webContents, senderFrame: webContents.mainFrame.frames[0] });
    }, ipcNames.open);
    await send(9_000_003, 'page');
    await until(async () => (await heard()).includes(9_000_003));
  });

  test.each([
    ['malformed', '{"id":'],
    ['unknown', '{"id":1,"name":"engine.hello","params":{},"more":1}'],
    ['oversized', null],
  ])('loses its channel over a message that is %s, until it is loaded again', async (_title, text) => {
    const ask = (wrong: string | null | undefined): Promise<string> =>
      page.evaluate(
        (first) =>
          new Promise((resolve) => {
            const { labChannel } = window as unknown as {
              labChannel: { post: (text: string) => void; listen: (listener: (text: string) => void) => void };
            };
            labChannel.listen((told) => {
              if (told.includes('"id":77,')) resolve('answered');
            });
            if (first !== undefined) labChannel.post(first ?? 'x'.repeat(13 * 1024 * 1024));
            labChannel.post(JSON.stringify({ id: 77, name: 'host.describe', params: {} }));
            setTimeout(() => {
              resolve('nothing');
            }, 1500);
          }),
        wrong,
      );
    expect(await ask(text)).toBe('nothing');
    await page.reload();
    expect(await ask(undefined)).toBe('answered');
  });
});
