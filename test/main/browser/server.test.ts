import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { serveWindow } from '../../../src/shared/lab-channel/host-end';
import { socketChannel } from '../../../src/shared/lab-channel/socket-channel';
import { connectLab } from '../../../src/shared/lab-channel/window-end';
import { startLoopbackServer, type LoopbackServer } from '../../../src/main/browser/server';
import { windowPages } from '../../../src/main/pages/window-pages';

const hello = { appVersion: '1.0.0', pid: 7, lab: '/lab', labId: null };
const misuses: string[] = [];
let server: LoopbackServer;
let root: string;

beforeEach(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'muroan-test-'));
  const folder = path.join(root, 'window');
  mkdirSync(path.join(folder, 'assets'), { recursive: true });
  writeFileSync(path.join(folder, 'index.html'), '<p>the lab</p>');
  writeFileSync(path.join(folder, 'assets', 'main-1a2b.js'), '1;');
  writeFileSync(path.join(root, 'secret.json'), '{}');
  misuses.length = 0;
  server = await startLoopbackServer({
    port: 23_400,
    pagesFor: () => windowPages(folder, []),
    onChannel: (channel) => {
      serveWindow(channel, {
        answer: () => Promise.resolve(hello),
        onMisuse: (why) => misuses.push(why),
        onClosed: () => undefined,
      });
    },
  });
});
afterEach(async () => {
  await server.close();
  rmSync(root, { recursive: true });
});

interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Asks as a program that may send any header; paths are sent as they are. */
function ask(target: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port: server.port,
        path: target,
        method,
        agent: false,
        headers: { host: ownHost(), ...headers },
      },
      (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (text: string) => (body += text));
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
        });
      },
    );
    asked.on('error', reject).end();
  });
}

function ownHost(): string {
  return `127.0.0.1:${server.port}`;
}

async function cookie(): Promise<string> {
  const { headers } = await ask(server.access.addressForOnce().slice(server.access.origin.length));
  return headers['set-cookie']![0].split(';')[0];
}

/** Opens the channel; its closing code, or why it was refused. */
function open(headers: Record<string, string>, target = '/lab'): Promise<WebSocket | string> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}${target}`, { headers });
    socket.on('open', () => {
      resolve(socket);
    });
    socket.on('error', (error) => {
      resolve(error.message);
    });
  });
}

test('nothing is shown to who does not know the token', async () => {
  for (const target of ['/', '/assets/main-1a2b.js', '/?token=', '/?token=guess', '/no-such']) {
    expect((await ask(target)).status).toBe(401);
  }
  expect((await ask('/', { cookie: `muroan-lab-${server.port}=guess` })).status).toBe(401);
});

test('the token becomes a cookie that scripts and other sites do not get, and leaves the address', async () => {
  const { status, headers } = await ask(server.access.address.slice(server.access.origin.length));
  expect([status, headers.location]).toEqual([303, '/']);
  expect(headers['set-cookie']).toEqual([
    expect.stringMatching(/^muroan-lab-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/u),
  ]);
  const shown = await ask('/', { cookie: headers['set-cookie']![0].split(';')[0] });
  expect([shown.status, shown.body]).toEqual([200, '<p>the lab</p>']);
});

test('an address for once opens once, the printed one again and again', async () => {
  const once = server.access.addressForOnce().slice(server.access.origin.length);
  expect((await ask(once)).status).toBe(303);
  expect((await ask(once)).status).toBe(401);
  const printed = server.access.address.slice(server.access.origin.length);
  expect((await ask(printed)).status).toBe(303);
  expect((await ask(printed)).status).toBe(303);
});

test('pages carry a strict policy', async () => {
  const { headers } = await ask('/', { cookie: await cookie() });
  expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self';");
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['cache-control']).toBe('no-store');
  const script = await ask('/assets/main-1a2b.js', { cookie: await cookie() });
  expect(script.headers['cache-control']).toContain('immutable');
});

test.each(['localhost', 'evil.example', '127.0.0.1'])('the host %s is refused', async (host) => {
  const { status } = await ask('/', { cookie: await cookie(), host });
  expect(status).toBe(403);
});

test('pages of other origins are refused, even with the cookie', async () => {
  for (const origin of ['http://evil.example', 'null', `http://127.0.0.1:${server.port + 1}`]) {
    expect((await ask('/', { cookie: await cookie(), origin })).status).toBe(403);
  }
  expect((await ask('/', { cookie: await cookie(), origin: server.access.origin })).status).toBe(200);
});

test('only reading is answered', async () => {
  const head = await ask('/', { cookie: await cookie() }, 'HEAD');
  expect([head.status, head.body, head.headers['content-length']]).toEqual([200, '', '14']);
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
    expect((await ask('/', { cookie: await cookie() }, method)).status).toBe(405);
  }
});

test.each([
  '/../secret.json',
  '/..%2fsecret.json',
  '/%2e%2e/secret.json',
  '/%252e%252e/secret.json',
  '/..%5csecret.json',
  '/assets/../../secret.json',
  '/assets//main-1a2b.js',
  '//secret.json',
  '/%00',
  '/%',
  '/.hidden.js',
])('the path %s leads nowhere', async (target) => {
  const { status, body } = await ask(target, { cookie: await cookie() });
  expect([status, body]).toEqual([404, 'There is no such page.\n']);
});

test('the channel opens for the cookie and our own origin only', async () => {
  const known = await cookie();
  const origin = server.access.origin;
  expect(await open({ cookie: known })).toContain('403');
  expect(await open({ cookie: known, origin: 'http://evil.example' })).toContain('403');
  expect(await open({ cookie: known, origin, host: 'evil.example' })).toContain('403');
  expect(await open({ origin })).toContain('401');
  expect(await open({ cookie: known, origin }, '/other')).toContain('403');
  const socket = await open({ cookie: known, origin });
  expect(socket).toBeInstanceOf(WebSocket);
  (socket as WebSocket).terminate();
});

test('several windows talk at once', async () => {
  const headers = { cookie: await cookie(), origin: server.access.origin };
  const windows = [1, 2, 3].map(() =>
    connectLab(() => {
      const socket = new WebSocket(`ws://127.0.0.1:${server.port}/lab`, { headers });
      // A window tries again when its server is gone, and may meet the next test's, which refuses it.
      socket.on('error', () => undefined);
      return socketChannel(socket);
    }),
  );
  for (const { lab } of windows) expect(await lab.request('engine.hello', {})).toEqual(hello);
});

test.each([
  [
    'malformed',
    (socket: WebSocket) => {
      socket.send('{"id":');
    },
  ],
  [
    'binary',
    (socket: WebSocket) => {
      socket.send(Buffer.from('{}'));
    },
  ],
  [
    'oversized',
    (socket: WebSocket) => {
      socket.send('x'.repeat(40 * 1024 * 1024));
    },
  ],
])('a %s message closes the channel', async (_title, send) => {
  const socket = (await open({ cookie: await cookie(), origin: server.access.origin })) as WebSocket;
  const closed = new Promise((resolve) => socket.on('close', resolve));
  send(socket);
  await closed;
  // Others are served on.
  expect(await open({ cookie: await cookie(), origin: server.access.origin })).toBeInstanceOf(WebSocket);
});

test('the next port is taken where one is in use', async () => {
  const other = await startLoopbackServer({
    port: server.port,
    pagesFor: () => windowPages('/', []),
    onChannel: () => undefined,
  });
  expect(other.port).toBe(server.port + 1);
  await other.close();
});
