import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { request, type ClientRequest } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DropIntake } from '../../../src/main/browser/drop-intake';
import { startLoopbackServer, type LoopbackServer } from '../../../src/main/browser/server';
import { plainPage } from '../../../src/main/pages/page';
import { dropAddress, droppedPath, dropLimits } from '../../../src/shared/data/dropped';
import { LabError } from '../../../src/shared/errors';

const drop = '01990000-0000-4000-8000-000000000001';
let server: LoopbackServer;
let intake: DropIntake;
let root: string;
let folder: string;
let cookie: string;

beforeEach(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'muroan-test-'));
  folder = path.join(root, 'drops', drop);
  mkdirSync(folder, { recursive: true });
  intake = new DropIntake();
  server = await startLoopbackServer({
    port: 23_600,
    pagesFor: () => () => Promise.resolve(plainPage(200, 'the lab')),
    receive: (asked) => intake.answer(asked),
    onChannel: () => undefined,
  });
  cookie = server.access
    .exchange(new URL(server.access.addressForOnce()).searchParams.get('token') ?? '')!
    .split(';')[0];
});
afterEach(async () => {
  await intake.close();
  await server.close();
  rmSync(root, { recursive: true, force: true });
});

interface Sending {
  readonly to?: string;
  readonly method?: string;
  readonly headers?: Record<string, string | number>;
  /** Told, whatever is sent. */
  readonly length?: number;
  readonly onSent?: (asked: ClientRequest) => void;
}

/** Sends a file as a program that may send anything; what is answered, or that the connection broke off. */
function send(
  name: string,
  content: string,
  sending: Sending = {},
): Promise<{ status: number; body: string } | string> {
  const { to = dropAddress(drop, name), method = 'PUT', headers = {}, length = content.length, onSent } = sending;
  return new Promise((resolve) => {
    const asked = request(
      {
        ...{ host: '127.0.0.1', port: server.port, path: to, method, agent: false },
        headers: {
          ...{ host: `127.0.0.1:${String(server.port)}`, origin: server.access.origin, cookie },
          'content-length': length,
          ...headers,
        },
      },
      (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (text: string) => (body += text));
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, body });
        });
        response.on('error', () => {
          resolve('broken off');
        });
      },
    );
    asked.on('error', () => {
      resolve('broken off');
    });
    asked.write(content);
    onSent?.(asked);
    if (length === content.length) asked.end();
  });
}

const kept = (): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
        .sort()
    : [];

test('files of a drop are kept as they lay in it', async () => {
  await intake.expect(drop, folder, { name: 'memes', files: 2, bytes: 10 });
  expect(await send('memes/img/a 1.png', 'seven b')).toMatchObject({ status: 200 });
  expect(await send('memes/l.csv', '1,2')).toMatchObject({ status: 200 });
  expect(kept()).toEqual([path.join('memes', 'img', 'a 1.png'), path.join('memes', 'l.csv')]);
  expect(readFileSync(path.join(folder, 'memes', 'l.csv'), 'utf8')).toBe('1,2');
});

test.each([
  ['without the cookie', { headers: { cookie: '' } }, 401],
  ['with a wrong cookie', { headers: { cookie: 'muroan-lab-23600=guess' } }, 401],
  ['from a page of another origin', { headers: { origin: 'http://evil.example' } }, 403],
  ['from no page', { headers: { origin: '' } }, 403],
  ['by another name of this machine', { headers: { host: 'localhost:23600' } }, 403],
  ['to a drop that is not expected', { to: dropAddress('01990000-0000-4000-8000-000000000002', 'memes/a') }, 400],
  ['to a path in place of a drop', { to: '/drop/..%2f..%2fx?path=memes/a' }, 400],
])('nothing is taken %s', async (_how, sending, status) => {
  await intake.expect(drop, folder, { name: 'memes', files: 2, bytes: 10 });
  expect(await send('memes/a', 'abc', sending)).toMatchObject({ status });
  expect(kept()).toEqual([]);
});

test.each([
  ...['../a', 'memes/../../a', 'memes/..', 'memes//a', '/memes/a', 'memes/a\\b', 'C:/memes/a', 'memes/a\u0000', ''],
  ...['memes/nul', 'memes/COM1.txt', 'memes/a.', 'memes/a ', `memes/${'x'.repeat(256)}`, 'other/a', 'memesx/a'],
  `memes/${'d/'.repeat(dropLimits.depth)}a`,
])('a path that leads elsewhere, or that some system cannot keep, is refused: %s', async (given) => {
  await intake.expect(drop, folder, { name: 'memes', files: 2, bytes: 10 });
  const answer = await send(given, 'abc');
  expect(answer).toMatchObject({ status: 400 });
  expect((answer as { body: string }).body).toContain('"invalid"');
  expect(kept()).toEqual([]);
  expect(readdirSync(root)).toEqual(['drops']);
});

test('what is refused is answered, and not read to its end', async () => {
  const answer = await new Promise<{ status: number; closed: Promise<void> }>((resolve, reject) => {
    const asked = request({
      ...{ host: '127.0.0.1', port: server.port, path: dropAddress(drop, 'memes/a'), method: 'PUT', agent: false },
      headers: {
        ...{ host: `127.0.0.1:${String(server.port)}`, origin: server.access.origin, cookie },
        // As browsers ask: the connection is to be used again.
        connection: 'keep-alive',
        'content-length': 2 ** 33,
      },
    });
    asked.on('response', (response) => {
      response.resume();
      const sending = setInterval(() => asked.write('abc'), 100);
      const closed = new Promise<void>((done) => {
        asked.on('close', () => {
          clearInterval(sending);
          done();
        });
      });
      resolve({ status: response.statusCode ?? 0, closed });
    });
    asked.on('error', reject);
    asked.write('abc');
  });
  expect(answer.status).toBe(400);
  // Though it goes on being sent.
  await answer.closed;
});

test('more than was said is refused: files, bytes, and a file of the same name', async () => {
  await intake.expect(drop, folder, { name: 'memes', files: 2, bytes: 8 });
  expect(await send('memes/a', 'abc')).toMatchObject({ status: 200 });
  expect(await send('memes/a', 'abc')).toMatchObject({ status: 400 });
  expect(await send('memes/b', 'abcdef')).toMatchObject({ status: 400 });
  expect(await send('memes/b', 'abc', { headers: { 'transfer-encoding': 'chunked' } })).not.toMatchObject({
    status: 200,
  });
  // What was refused is not counted.
  expect(await send('memes/c', 'abcde')).toMatchObject({ status: 200 });
  expect(await send('memes/d', '')).toMatchObject({ status: 400 });
  expect(kept()).toEqual([path.join('memes', 'a'), path.join('memes', 'c')]);
  expect(readFileSync(path.join(folder, 'memes', 'a'), 'utf8')).toBe('abc');
});

test('a file that breaks off leaves nothing', async () => {
  await intake.expect(drop, folder, { name: 'memes', files: 1, bytes: 100 });
  const broken = send('memes/a', 'abc', {
    length: 100,
    onSent: (asked) => {
      setTimeout(() => asked.destroy(), 50);
    },
  });
  expect(await broken).toBe('broken off');
  await expect.poll(kept).toEqual([]);
  expect(await send('memes/a', 'abc')).toMatchObject({ status: 200 });
});

test('a drop that is forgotten takes nothing more, and what is on its way ends', async () => {
  await intake.expect(drop, folder, { name: 'memes', files: 1, bytes: 100 });
  const underWay = send('memes/a', 'abc', { length: 100 });
  await expect.poll(kept).toEqual([path.join('memes', 'a')]);
  await intake.forget(drop);
  expect(kept()).toEqual([]);
  await underWay;
  expect(await send('memes/a', 'abc')).toMatchObject({ status: 400 });
});

test('a drop is refused that the disk has no room for, and a name that is a path', async () => {
  const much = { name: 'memes', files: 1, bytes: Number.MAX_SAFE_INTEGER };
  await expect(intake.expect(drop, folder, much)).rejects.toMatchObject({ code: 'disk-full' });
  for (const name of ['..', 'a/b', '']) {
    await expect(intake.expect(drop, folder, { name, files: 1, bytes: 1 })).rejects.toBeInstanceOf(LabError);
  }
});

test('closing removes what came', async () => {
  await intake.expect(drop, folder, { name: 'a.onnx', files: 1, bytes: 3 });
  expect(await send('a.onnx', 'abc')).toMatchObject({ status: 200 });
  await intake.close();
  expect(existsSync(folder)).toBe(false);
});

test('names that people use are kept', () => {
  for (const name of ['.hidden', 'ä ö.png', '图片/1.png', 'a..b', 'console.csv', "it's (1).txt"]) {
    expect(droppedPath(name).join('/')).toBe(name);
  }
});
