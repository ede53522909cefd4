import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { texts } from '../../src/renderer/texts/catalogue';
import { longPlan } from '../support/long-study';
import { temporaryFolder } from '../support/temporary-folder';
import { tinyLab } from '../support/tiny-lab';
import { openChromium, openInBrowser, startBrowserHost, type BrowserHost } from './hosts';
import { keepFocused, permissionsOf } from './permissions';
import { runsText } from './policy';
import { freshPort } from './ports';
import { chromiumProgram, describeWith, needsChromium } from './programs';
import { button } from './steps';
import { until } from './until';

async function freshLab(): Promise<string> {
  return path.join(await temporaryFolder(), 'lab');
}

async function startHost(lab?: string, port = freshPort()): Promise<BrowserHost> {
  return startBrowserHost({ lab: lab ?? (await freshLab()), port });
}

describeWith('The browser host', chromiumProgram, needsChromium, () => {
  test('the window opens, the engine answers, and the token leaves the address', async () => {
    const host = await startHost();
    const { page, ask } = await openInBrowser(await openChromium(), host);
    expect(page.url()).toMatch(new RegExp(`^${host.origin}/(#.*)?$`, 'u'));
    expect(await page.title()).toContain('MUROAN Lab');
    expect(await ask('host.describe', {})).toMatchObject({ kind: 'browser' });
    expect((await ask('engine.hello', {})).pid).toBeGreaterThan(0);
    expect(await page.evaluate(() => document.cookie)).toBe('');
  });

  test('tabs are served at once, by one engine', async () => {
    const host = await startHost();
    const context = await openChromium();
    const first = await openInBrowser(context, host);
    const second = await openInBrowser(context, host);
    const hellos = [await first.ask('engine.hello', {}), await second.ask('engine.hello', {})];
    expect(hellos[0].pid).toBe(hellos[1].pid);
  });

  test('who does not know the token sees nothing', async () => {
    const host = await startHost();
    const page = await (await openChromium()).newPage();
    const answer = await page.goto(`${host.origin}/`);
    expect(answer?.status()).toBe(401);
    expect(await page.textContent('body')).toContain('Open the lab with the address that it printed');
  });

  test('a page of another origin gets nothing, though the browser is known here', async () => {
    const host = await startHost();
    const context = await openChromium();
    await openInBrowser(context, host);
    const foreign = createServer((_request, response) => response.end('<p>foreign</p>'));
    await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      foreign.close();
    });
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${(foreign.address() as AddressInfo).port}/`);
    const got = await page.evaluate(async (origin) => {
      const outcome = (promise: Promise<unknown>): Promise<unknown> => promise.catch(() => 'refused');
      return {
        // Of the same site by its address, of another origin by its port.
        fetched: await outcome(fetch(`${origin}/`, { credentials: 'include' })),
        posted: await outcome(fetch(`${origin}/`, { method: 'POST', body: '{}', credentials: 'include' })),
        socket: await new Promise((resolve) => {
          const socket = new WebSocket(`${origin.replace('http', 'ws')}/lab`);
          socket.onopen = () => {
            resolve('open');
          };
          socket.onerror = () => {
            resolve('refused');
          };
        }),
        frame: await new Promise((resolve) => {
          const frame = document.createElement('iframe');
          frame.src = `${origin}/`;
          frame.onload = () => {
            resolve('ended');
          };
          document.body.append(frame);
        }),
      };
    }, host.origin);
    expect(got).toEqual({ fetched: 'refused', posted: 'refused', socket: 'refused', frame: 'ended' });
    // That the page cannot see an answer is no proof that the host gave none: asked by what can, with the same cookie.
    const statusFor = async (method: string, headers: Readonly<Record<string, string>>): Promise<number> =>
      (await context.request.fetch(`${host.origin}/`, { method, headers: { ...headers } })).status();
    const { origin } = new URL(page.url());
    expect([await statusFor('GET', { origin }), await statusFor('POST', { origin })]).toEqual([403, 403]);
    expect(await statusFor('GET', {})).toBe(200);
    // The browser's own page that says so, in place of the lab.
    expect(page.frames().map((frame) => frame.url())[1]).toMatch(/^chrome-error:/u);
  });

  test('the window reads nothing from elsewhere and runs no text', async () => {
    const host = await startHost();
    const { page } = await openInBrowser(await openChromium(), host);
    expect(await runsText(page)).toEqual({ evaluated: false, inline: false });
    expect(await page.evaluate(() => fetch('http://127.0.0.1:9/').catch(() => 'refused'))).toBe('refused');
  });

  test('the window is refused by its own policy what the person permitted its address', async () => {
    const host = await startHost();
    const context = await openChromium(['--use-fake-device-for-media-stream']);
    await context.grantPermissions(
      ['camera', 'microphone', 'geolocation', 'clipboard-read', 'midi', 'midi-sysex', 'notifications'],
      { origin: host.origin },
    );
    await context.setGeolocation({ latitude: 0, longitude: 0 });
    const { page } = await openInBrowser(context, host);
    await keepFocused(page);
    const { asked } = await permissionsOf(page);
    expect(asked).toMatchObject({
      camera: 'NotAllowedError',
      microphone: 'NotAllowedError',
      location: 'code 1',
      reading: 'NotAllowedError',
      waking: 'NotAllowedError',
      midi: 'SecurityError',
    });
    // The same address without the policy has them: it is the policy that refuses.
    const bare = await context.newPage();
    await bare.goto(`${host.origin}/preview/none`);
    await keepFocused(bare);
    const { asked: without } = await permissionsOf(bare);
    expect(without).toMatchObject({
      camera: 'granted',
      microphone: 'granted',
      location: 'granted',
      reading: 'granted',
    });
  });

  test('an engine that is killed is replaced', async () => {
    const { ask } = await openInBrowser(await openChromium(), await startHost());
    const { pid } = await ask('engine.hello', {});
    process.kill(pid, 'SIGKILL');
    await until(async () => (await ask('engine.hello', {}).catch(() => ({ pid }))).pid !== pid);
  });

  test('a window finds its host again after that was started anew and opened once', async () => {
    const lab = await freshLab();
    const port = freshPort();
    const before = await startHost(lab, port);
    const context = await openChromium();
    const { page, ask } = await openInBrowser(context, before);
    const { pid } = await ask('engine.hello', {});
    await before.close();
    const after = await startHost(lab, port);
    expect(after.origin).toBe(before.origin);
    await openInBrowser(context, after);
    await page.bringToFront();
    expect((await ask('engine.hello', {})).pid).not.toBe(pid);
  });

  test('a second host on the same lab shows it, and says that the first one writes to it', async () => {
    const lab = await tinyLab();
    const first = await openInBrowser(await openChromium(), await startHost(lab));
    const { run } = await first.ask('studies.enqueue', { plan: longPlan() });
    await until(async () => (await first.ask('queue.show', {})).items[0]?.state === 'working');
    const second = await openInBrowser(await openChromium(), await startHost(lab));
    expect((await second.ask('runs.show', { run })).summary.state).toBe('running');
    await button(second.page, texts.start.sample.run).click();
    const { pid } = await first.ask('engine.hello', {});
    await second.page
      .getByRole('alert')
      .filter({ hasText: `Another MUROAN Lab writes to this lab folder: process ${pid}` })
      .waitFor();
    // What is written there stays in that browser, and it says so.
    await second.page.keyboard.press('Control+b');
    await second.page.getByText(texts.app.status.unsaved).waitFor();
    expect((await first.ask('queue.show', {})).items[0]?.state).toBe('working');
  });
});
