import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LabError } from '../../../src/shared/errors';
import type { Answer, HostEnd } from '../../../src/shared/lab-channel/host-end';
import { serveWindow } from '../../../src/shared/lab-channel/host-end';
import { connectLab, type WindowConnection } from '../../../src/shared/lab-channel/window-end';
import { channelPair, type TestChannel } from '../../support/channel-pair';

const hello = { appVersion: '1.0.0', pid: 7, lab: '/lab', labId: null };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

interface Joined {
  readonly connection: WindowConnection;
  readonly hosts: readonly HostEnd[];
  readonly hostChannels: readonly TestChannel[];
  readonly misuses: readonly string[];
}

/** A window and a host, joined anew whenever the window opens a channel. */
function join(answer: Answer): Joined {
  const hosts: HostEnd[] = [];
  const hostChannels: TestChannel[] = [];
  const misuses: string[] = [];
  const connection = connectLab(() => {
    const [window, host] = channelPair();
    hostChannels.push(host);
    hosts.push(serveWindow(host, { answer, onMisuse: (why) => misuses.push(why), onClosed: () => undefined }));
    return window;
  });
  return { connection, hosts, hostChannels, misuses };
}

const never = (): Promise<never> => new Promise(() => undefined);

test('answers reach the request they belong to, in whatever order they come', async () => {
  const resolvers: (() => void)[] = [];
  const { connection } = join(async (_name, params) => {
    const { title } = params as { title: string };
    await new Promise<void>((resolve) => resolvers.push(resolve));
    return { folder: title };
  });
  const first = connection.lab.request('host.chooseFolder', { title: 'first' });
  const second = connection.lab.request('host.chooseFolder', { title: 'second' });
  await vi.waitUntil(() => resolvers.length === 2, 20_000);
  resolvers[1]();
  resolvers[0]();
  expect(await first).toEqual({ folder: 'first' });
  expect(await second).toEqual({ folder: 'second' });
});

test('an error arrives as it was thrown', async () => {
  const { connection } = join(() =>
    Promise.reject(new LabError('conflict', 'is in use.', { where: 'model', remedy: 'Wait.' })),
  );
  await expect(connection.lab.request('engine.hello', {})).rejects.toMatchObject({
    code: 'conflict',
    message: 'is in use.',
    where: 'model',
    remedy: 'Wait.',
  });
});

test('parameters are checked before anything is carried out', async () => {
  const answer = vi.fn<Answer>(() => Promise.resolve({}));
  const { connection } = join(answer);
  const wrong = { dataset: 'x', ids: [], split: 'test', limit: -1, offset: 0 };
  await expect(connection.lab.request('data.samples', wrong as never)).rejects.toMatchObject({ code: 'invalid' });
  expect(answer).not.toHaveBeenCalled();
});

test('parameters that are nested by the ten thousand are refused, and the channel stays', async () => {
  const answer = vi.fn<Answer>(() => Promise.resolve(hello));
  const { connection, hostChannels } = join(answer);
  await vi.waitUntil(() => connection.state() === 'open', 20_000);
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  (hostChannels[0] as TestChannel & { hear: (text: string) => void }).hear(
    `{"id":1,"name":"studies.check","params":{"plan":${deep}}}`,
  );
  await vi.waitUntil(() => hostChannels[0].posted.length === 1, 20_000);
  expect(JSON.parse(hostChannels[0].posted[0])).toMatchObject({
    id: 1,
    error: { code: 'invalid', where: 'studies.check', message: 'is nested more than 64 levels deep.' },
  });
  expect(answer).not.toHaveBeenCalled();
  expect(hostChannels[0].isClosed()).toBe(false);
});

test('answers are checked too', async () => {
  const { connection } = join(() => Promise.resolve({ ...hello, pid: 'seven' }));
  await expect(connection.lab.request('engine.hello', {})).rejects.toMatchObject({
    code: 'invalid',
    where: 'the answer to engine.hello.pid',
  });
});

test('a request that nobody knows is refused by name', async () => {
  const { connection } = join(() => Promise.resolve({}));
  await expect(connection.lab.request('no.such' as never, {} as never)).rejects.toMatchObject({
    code: 'unsupported',
    message: 'There is no request "no.such".',
  });
});

test.each(['constructor', '__proto__', 'toString'])('%s is no request', async (name) => {
  const { connection } = join(() => Promise.resolve({}));
  await expect(connection.lab.request(name as never, {} as never)).rejects.toMatchObject({ code: 'unsupported' });
});

test('aborting rejects at once and aborts the work', async () => {
  let seen: AbortSignal | null = null;
  const { connection } = join((_name, _params, signal) => {
    seen = signal;
    return never();
  });
  const controller = new AbortController();
  const asked = connection.lab.request('engine.hello', {}, { signal: controller.signal });
  await vi.waitUntil(() => seen !== null, 20_000);
  controller.abort();
  await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
  await vi.waitUntil(() => seen?.aborted === true, 20_000);
});

test('notifications reach whoever listens, and nobody after that', async () => {
  const { connection, hosts } = join(never);
  const heard: string[] = [];
  const end = connection.lab.on('command', ({ id }) => heard.push(id));
  await vi.waitUntil(() => connection.state() === 'open', 20_000);
  hosts[0].notify('command', { id: 'go.runs' });
  await vi.waitUntil(() => heard.length === 1, 20_000);
  end();
  hosts[0].notify('command', { id: 'go.start' });
  await vi.advanceTimersByTimeAsync(10);
  expect(heard).toEqual(['go.runs']);
});

test('what waits when the channel closes is aborted there and rejected here; then it is opened again', async () => {
  const signals: AbortSignal[] = [];
  const { connection, hostChannels } = join((_name, _params, signal) => {
    signals.push(signal);
    return signals.length === 1 ? never() : Promise.resolve(hello);
  });
  const states: string[] = [];
  connection.onState(() => states.push(connection.state()));
  const asked = connection.lab.request('engine.hello', {});
  await vi.waitUntil(() => signals.length === 1, 20_000);
  hostChannels[0].close();
  await expect(asked).rejects.toMatchObject({ code: 'internal' });
  expect(signals[0].aborted).toBe(true);
  await expect(connection.lab.request('engine.hello', {})).rejects.toMatchObject({ code: 'internal' });
  await vi.advanceTimersByTimeAsync(600);
  expect(await connection.lab.request('engine.hello', {})).toEqual(hello);
  expect(states).toEqual(['open', 'lost', 'open']);
});

test('a lost channel is tried again ever more seldom, and at once when told to', async () => {
  let opened = 0;
  const connection = connectLab(() => {
    opened += 1;
    const [window, host] = channelPair();
    queueMicrotask(() => {
      host.close();
    });
    return window;
  });
  await vi.advanceTimersByTimeAsync(400);
  expect([opened, connection.state()]).toEqual([1, 'lost']);
  await vi.advanceTimersByTimeAsync(200);
  expect(opened).toBe(2);
  await vi.advanceTimersByTimeAsync(700);
  expect(opened).toBe(2);
  connection.reconnect();
  expect(opened).toBe(3);
});

test.each([
  ['no JSON', 'hello'],
  ['no envelope', '{"id":1}'],
  ['an envelope with more in it', '{"id":1,"name":"engine.hello","params":{},"also":1}'],
  ['a negative id', '{"id":-1,"name":"engine.hello","params":{}}'],
  ['too long a text', `{"id":1,"name":"engine.hello","params":"${'x'.repeat(13 * 1024 * 1024)}"}`],
])('%s closes the channel', async (_title, text) => {
  const { hostChannels, misuses } = join(never);
  const [window] = [hostChannels[0]];
  await vi.advanceTimersByTimeAsync(1);
  (window as unknown as { hear: (text: string) => void }).hear(text);
  expect(window.isClosed()).toBe(true);
  expect(misuses).toHaveLength(1);
});

test('an id that is in use, and too many requests at once, close the channel', async () => {
  for (const ids of [[1, 1], Array.from({ length: 257 }, (_, index) => index)]) {
    const { hostChannels, misuses } = join(never);
    await vi.advanceTimersByTimeAsync(1);
    const host = hostChannels[0] as TestChannel & { hear: (text: string) => void };
    for (const id of ids) host.hear(JSON.stringify({ id, name: 'engine.hello', params: {} }));
    expect(host.isClosed()).toBe(true);
    expect(misuses).toHaveLength(1);
  }
});
