import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import path from 'node:path';
import { _electron, chromium, errors, type BrowserContext, type ElectronApplication, type Page } from 'playwright';
import { onTestFinished } from 'vitest';
import type { LabParams, LabRequestName, LabResult } from '../../src/shared/lab-channel/lab-api';
import { chromiumProgram, electronProgram } from './programs';
import { savedInChromium, savedInElectron, type Saving } from './saved-file';

export const root = path.resolve(import.meta.dirname, '../..');

/** Has something done when whoever asked for it is done: a test, where nothing else is said. */
export type OnEnd = (end: () => Promise<void>) => void;
const withTest: OnEnd = (end) => {
  onTestFinished(end);
};

/** A window on a lab, in either host. */
export interface OpenLab {
  readonly page: Page;
  /** Asks beside the window, through its own page. */
  ask<Name extends LabRequestName>(name: Name, params: LabParams<Name>): Promise<LabResult<Name>>;
  /** The file that the window saves while something is done in it. */
  readonly saved: Saving;
  close(): Promise<void>;
}

export interface OpenedElectron extends OpenLab {
  readonly app: ElectronApplication;
}

export interface ElectronStart {
  readonly lab: string;
  /** Electron's own folder, which a second start finds again. */
  readonly userData: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export async function openInElectron({ lab, userData, args = [], env = {} }: ElectronStart): Promise<OpenedElectron> {
  const app = await launchElectron({
    executablePath: electronProgram!,
    args: ['--no-sandbox', ...args, root, `--lab=${lab}`, `--user-data-dir=${userData}`],
    env: { ...definedEnv(), ...env },
  });
  const close = closeOnce(() => app.close());
  onTestFinished(close);
  const page = await app.firstWindow();
  await page.waitForSelector('nav');
  return {
    app,
    page,
    ask: (name, params) => askOver(page, 'bridge', name, params),
    saved: savedInElectron(app),
    close,
  };
}

/** Milliseconds that Playwright gets to take hold of Electron, which takes it seconds. */
const longestLaunch = 60_000;

/**
 * On a busy machine Playwright now and then misses Electron's answer, before the program has begun, and would wait for it
 * to no end: Electron is started once more then.
 */
async function launchElectron(options: Parameters<typeof _electron.launch>[0]): Promise<ElectronApplication> {
  try {
    return await _electron.launch({ ...options, timeout: longestLaunch });
  } catch (error) {
    if (!(error instanceof errors.TimeoutError)) throw error;
    console.warn('Playwright missed the start of Electron; it is started once more.');
    return _electron.launch({ ...options, timeout: longestLaunch });
  }
}

/** The browser host, running. */
export interface BrowserHost {
  readonly process: ChildProcess;
  /** With the token. */
  readonly address: string;
  readonly origin: string;
  close(): Promise<void>;
}

export interface BrowserHostStart {
  readonly lab: string;
  readonly port: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly onEnd?: OnEnd;
}

export async function startBrowserHost({
  lab,
  port,
  env = {},
  onEnd = withTest,
}: BrowserHostStart): Promise<BrowserHost> {
  const program = path.join(root, 'out', 'browser.cjs');
  const child = spawn(process.execPath, [program, '--no-open', '--lab', lab, '--port', String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  const ended = new Promise<void>((resolve) =>
    child.once('exit', () => {
      resolve();
    }),
  );
  const close = closeOnce(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  onEnd(close);
  const address = await new Promise<string>((resolve, reject) => {
    void ended.then(() => {
      reject(new Error('The browser host ended.'));
    });
    createInterface(child.stdout).on('line', (line) => {
      const found = /http:\S+/u.exec(line);
      if (found !== null) resolve(found[0]);
    });
  });
  return { process: child, address, origin: new URL(address).origin, close };
}

export async function openChromium(args: readonly string[] = [], onEnd = withTest): Promise<BrowserContext> {
  const browser = await chromium.launch({ executablePath: chromiumProgram!, args: ['--no-sandbox', ...args] });
  onEnd(() => browser.close());
  return browser.newContext();
}

export async function openInBrowser(context: BrowserContext, host: BrowserHost): Promise<OpenLab> {
  const page = await context.newPage();
  await page.goto(host.address);
  await page.waitForSelector('nav');
  return {
    page,
    ask: (name, params) => askOver(page, 'socket', name, params),
    saved: savedInChromium(page),
    close: () => page.close(),
  };
}

/** Ids far above those that the window itself uses. */
let nextId = 1_000_000;

function askOver<Name extends LabRequestName>(
  page: Page,
  over: Asking['over'],
  name: Name,
  params: LabParams<Name>,
): Promise<LabResult<Name>> {
  const id = nextId++;
  const asking: Asking = { id, text: JSON.stringify({ id, name, params }), over };
  return page.evaluate(answerIn, asking) as Promise<LabResult<Name>>;
}

interface Asking {
  readonly id: number;
  readonly text: string;
  readonly over: 'bridge' | 'socket';
}

/** Runs in the page. */
function answerIn({ id, text: asked, over }: Asking): Promise<unknown> {
  interface Bridge {
    readonly post: (text: string) => void;
    readonly listen: (onText: (text: string) => void) => void;
  }
  return new Promise((resolve, reject) => {
    const take = (text: string): boolean => {
      const told = JSON.parse(text) as { id?: number; result?: unknown; error?: { message: string } };
      if (told.id !== id) return false;
      if (told.error === undefined) resolve(told.result);
      else reject(new Error(told.error.message));
      return true;
    };
    if (over === 'bridge') {
      const bridge = (window as unknown as { labChannel: Bridge }).labChannel;
      bridge.listen(take);
      bridge.post(asked);
      return;
    }
    const socket = new WebSocket(`ws://${location.host}/lab`);
    socket.onopen = () => {
      socket.send(asked);
    };
    socket.onmessage = ({ data }) => {
      if (take(String(data))) socket.close();
    };
    socket.onclose = () => {
      reject(new Error('The channel was closed.'));
    };
  });
}

function closeOnce(close: () => Promise<void>): () => Promise<void> {
  let closing: Promise<void> | null = null;
  return () => (closing ??= close());
}

function definedEnv(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
