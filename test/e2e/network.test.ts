import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openChromium, openInBrowser, openInElectron, root, startBrowserHost, type OpenLab } from './hosts';
import { freshPort } from './ports';
import { chromiumProgram, describeWith, electronProgram, needsChromium, needsElectron } from './programs';
import { temporaryFolder } from '../support/temporary-folder';
import { tinyLab } from '../support/tiny-lab';
import { tinyPlan } from '../support/tiny-study';

interface Recording {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** Connections and names of all Node processes. */
  connections(): readonly { readonly kind: string; readonly what: string }[];
}

/** Records what every Node process of a session (host, engine, its workers' processes) connects to. */
async function record(): Promise<Recording> {
  const folder = await temporaryFolder();
  const file = path.join(folder, 'connections');
  const options = `--require ${path.join(root, 'test', 'e2e', 'record-connections.cjs')}`;
  // Electron is started without NODE_OPTIONS; the Node that it starts for the engine gets them here.
  const node = path.join(folder, 'node');
  writeFileSync(node, `#!/bin/sh\nNODE_OPTIONS='${options}' exec '${process.execPath}' "$@"\n`, { mode: 0o755 });
  return {
    folder,
    env: { NODE_OPTIONS: options, MUROAN_NODE: node, MUROAN_TEST_CONNECTIONS: file },
    connections: () =>
      existsSync(file)
        ? readFileSync(file, 'utf8')
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line) as { kind: string; what: string })
        : [],
  };
}

/** What a person does in a session, as far as it goes by itself: computes, looks at every page, makes every file. */
async function session({ page, ask }: OpenLab): Promise<void> {
  const { id } = await ask('studies.run', { plan: tinyPlan() });
  for (const as of ['html', 'pdf', 'csv', 'json'] as const) {
    const wishes = { runs: [{ run: id, notes: 'Seen.' }], analyst: 'A. Nalyst' };
    const made = await ask('host.makeReport', { wishes, as });
    expect(made.base64.length).toBeGreaterThan(100);
  }
  const { path: preview } = await ask('host.previewReport', { wishes: { runs: [{ run: id }] } });
  await page.evaluate((address) => {
    const frame = document.createElement('iframe');
    frame.src = address;
    document.body.append(frame);
    return new Promise((resolve) => (frame.onload = resolve));
  }, preview);
  for (const name of [
    '',
    'datasets',
    'models',
    'playground',
    'studies',
    'runs',
    `runs/${id}`,
    'compare',
    'trend',
    'report',
    'settings',
  ]) {
    await page.evaluate((route) => {
      location.hash = `#/${route}`;
    }, name);
    await page.waitForTimeout(300);
  }
}

interface NetLog {
  readonly constants: { readonly logEventTypes: Readonly<Record<string, number>> };
  readonly events: readonly { readonly type: number; readonly params?: Readonly<Record<string, unknown>> }[];
}

/** Addresses that Chromium itself loaded, and those that it opened connections to, by its own log. */
function chromiumTraffic(file: string): { readonly urls: readonly string[]; readonly connections: readonly string[] } {
  const { constants, events } = JSON.parse(readFileSync(file, 'utf8')) as NetLog;
  const named = (name: string): typeof events => events.filter(({ type }) => type === constants.logEventTypes[name]);
  const urls = named('URL_REQUEST_START_JOB').flatMap(({ params }) =>
    typeof params?.url === 'string' ? [params.url] : [],
  );
  const connections = named('TCP_CONNECT_ATTEMPT').flatMap(({ params }) =>
    typeof params?.address === 'string' ? [params.address] : [],
  );
  return { urls, connections };
}

describeWith('A session in Electron', electronProgram, needsElectron, () => {
  test('sends nothing anywhere', async () => {
    const { folder, env, connections } = await record();
    const lab = await tinyLab(path.join(folder, 'lab'));
    const log = path.join(folder, 'net-log.json');
    const opened = await openInElectron({
      lab,
      userData: path.join(folder, 'electron'),
      args: [`--log-net-log=${log}`, '--net-log-capture-mode=Everything'],
      env,
    });
    await session(opened);
    await opened.close();
    const traffic = chromiumTraffic(log);
    const foreign = traffic.urls.filter(
      (url) => !/^(?:app:\/\/lab\/|blob:app:\/\/lab\/|data:|devtools:|file:\/\/\S+muroan-pdf-)/u.test(url),
    );
    expect(foreign).toEqual([]);
    expect(traffic.connections).toEqual([]);
    expect(connections().filter(({ kind }) => kind === 'started').length).toBeGreaterThan(0);
    expect(connections().filter(({ kind, what }) => kind !== 'started' && what !== '127.0.0.1')).toEqual([]);
  });
});

describeWith('A session in the browser', chromiumProgram, needsChromium, () => {
  test('talks to its own host only, and that to nobody', async () => {
    const { folder, env, connections } = await record();
    const lab = await tinyLab(path.join(folder, 'lab'));
    const host = await startBrowserHost({ lab, port: freshPort(), env });
    const context = await openChromium();
    const asked: string[] = [];
    context.on('request', (request) => asked.push(request.url()));
    const opened = await openInBrowser(context, host);
    opened.page.on('websocket', (socket) => asked.push(socket.url()));
    await session(opened);
    const own = [`${host.origin}/`, `${host.origin.replace('http', 'ws')}/`, `blob:${host.origin}/`, 'data:'];
    expect(asked.length).toBeGreaterThan(1);
    expect(asked.filter((url) => !own.some((start) => url.startsWith(start)))).toEqual([]);
    await host.close();
    expect(connections().filter(({ kind }) => kind === 'started').length).toBeGreaterThan(0);
    expect(connections().filter(({ kind, what }) => kind !== 'started' && what !== '127.0.0.1')).toEqual([]);
  });
});
