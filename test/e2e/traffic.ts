import { execFile, execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import type nodeNet from 'node:net';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ElectronApplication } from 'playwright';
import { expect } from 'vitest';
import { root } from './hosts';

/** `started`: a process or a thread, by its program and the file that it runs. */
interface Connection {
  readonly kind: string;
  readonly what: string;
}

export interface Recording {
  readonly env: Readonly<Record<string, string>>;
  /** Has Electron's own Node record too, from now on: it is started without NODE_OPTIONS. */
  recordElectron(app: ElectronApplication): Promise<void>;
  /** Connections and names of all Node processes. */
  connections(): readonly Connection[];
  /** Has a Node that is started as the engine's is connect somewhere, which must then be told. */
  connectFromNode(control: Control): void;
  /** Has such a Node run a program of one line. */
  runInNode(program: string): void;
}

/** A connection that a test makes to see that it is recorded. */
export interface Control {
  readonly host: string;
  readonly port: number;
}

/** To a port of this machine that nobody listens at. */
export const control: Control = { host: '127.0.0.1', port: 9 };

/** Records what every Node process of a session (host, engine, its workers' processes) connects to. */
export function record(folder: string, session: string): Recording {
  const file = path.join(folder, `connections-${session}`);
  const recorder = path.join(root, 'test', 'e2e', 'record-connections.cjs');
  const options = `--require ${recorder}`;
  // Electron passes no NODE_OPTIONS on; the Node that it starts for the engine gets them here.
  const node = path.join(folder, `node-${session}`);
  writeFileSync(node, `#!/bin/sh\nNODE_OPTIONS='${options}' exec '${process.execPath}' "$@"\n`, { mode: 0o755 });
  const env = { NODE_OPTIONS: options, MUROAN_NODE: node, MUROAN_TEST_CONNECTIONS: file };
  const runInNode = (program: string): void => {
    execFileSync(node, ['-e', program], { env: { ...process.env, ...env } });
  };
  return {
    env,
    recordElectron: (app) =>
      app.evaluate((_, loaded) => {
        (process as unknown as { readonly mainModule: NodeJS.Module }).mainModule.require(loaded);
      }, recorder),
    connections: () =>
      existsSync(file)
        ? readFileSync(file, 'utf8')
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line) as Connection)
        : [],
    connectFromNode: ({ host, port }) => {
      runInNode(`require('node:net').connect(${port}, '${host}').on('error', () => undefined)`);
    },
    runInNode,
  };
}

/** Has Electron's own Node connect somewhere. */
export function connectFromElectron(app: ElectronApplication, to: Control): Promise<void> {
  return app.evaluate(
    (_, { host, port }) =>
      new Promise<void>((resolve) => {
        const { mainModule } = process as unknown as { readonly mainModule: NodeJS.Module };
        const net = mainModule.require('node:net') as typeof nodeNet;
        // Refused, and nobody there to hear of it: Electron would show a dialog.
        const socket = net.connect(port, host).on('error', () => undefined);
        socket.once('close', () => {
          resolve();
        });
      }),
    to,
  );
}

interface NetLog {
  readonly constants: { readonly logEventTypes: Readonly<Record<string, number>> };
  readonly events: readonly {
    readonly type: number;
    readonly source: { readonly id: number };
    readonly params?: Readonly<Record<string, unknown>>;
  }[];
}

/** What Chromium itself asked of the network, by its own log. */
export interface ChromiumTraffic {
  /** Addresses loaded. */
  readonly urls: readonly string[];
  /** Origins that a connection was wanted to, whether it came about or not. */
  readonly wanted: readonly string[];
  /** Addresses that were connected to or sent datagrams. */
  readonly connections: readonly string[];
}

/** @throws Error for a Chromium that calls what is looked for otherwise: its log would show nothing */
export function chromiumTraffic(file: string): ChromiumTraffic {
  const { constants, events } = JSON.parse(readFileSync(file, 'utf8')) as NetLog;
  const eventsOf = (name: string): NetLog['events'] => {
    const wanted = constants.logEventTypes[name] as number | undefined;
    if (wanted === undefined) throw new Error(`This Chromium has no event ${name}.`);
    return events.filter(({ type }) => type === wanted);
  };
  const told = (field: string, found: NetLog['events']): readonly string[] =>
    found.flatMap(({ params }) => {
      const value = params?.[field];
      return typeof value === 'string' ? [value] : [];
    });
  // To connect a datagram socket sends nothing: so Chromium asks the system whether it would know a way.
  const sent = new Set(eventsOf('UDP_BYTES_SENT').map(({ source }) => source.id));
  return {
    urls: told('url', eventsOf('URL_REQUEST_START_JOB')),
    wanted: told('group_id', eventsOf('TCP_CLIENT_SOCKET_POOL_REQUESTED_SOCKET')),
    connections: [
      ...told('address', eventsOf('TCP_CONNECT_ATTEMPT')),
      ...told(
        'address',
        eventsOf('UDP_CONNECT').filter(({ source }) => sent.has(source.id)),
      ),
    ],
  };
}

/** Has Electron itself ask for an address, which its log must then tell: else a log without addresses shows nothing. */
export function askFromElectron(app: ElectronApplication, address: string): Promise<void> {
  return app.evaluate(
    ({ net, session }, url) =>
      new Promise<void>((resolve) => {
        const request = net.request({ url, session: session.fromPartition('control') });
        request.once('error', () => {
          resolve();
        });
        request.once('response', () => {
          resolve();
        });
        request.end();
      }),
    address,
  );
}

/**
 * Of the Node processes, none connected to anything but this machine's own address, and each was seen.
 *
 * @param programs of processes and threads that must have been seen: parts of their paths
 * @param controls that were made, in their order: each must have been told, or nothing could be concluded from silence
 */
export function expectOwnConnections(
  { connections }: Recording,
  programs: readonly string[],
  controls: readonly Control[],
): void {
  const started = connections().flatMap(({ kind, what }) => (kind === 'started' ? [what] : []));
  for (const program of programs) expect(started.filter((what) => what.includes(program))).not.toEqual([]);
  expect(connections().filter(({ kind, what }) => kind !== 'started' && what !== '127.0.0.1')).toEqual(
    controls.map(({ host, port }) => ({ kind: 'connect', what: `${host}:${port}` })),
  );
}

/** A Chromium that writes what it asks of the network at each start. */
export interface RecordedChromium {
  readonly program: string;
  /** Of each start so far. */
  traffic(): readonly ChromiumTraffic[];
  /** Starts it once to ask a server of this machine. @returns its address */
  askServer(): Promise<string>;
}

export function recordChromium(folder: string, program: string): RecordedChromium {
  const logs = path.join(folder, 'printer-logs');
  mkdirSync(logs);
  const recorded = path.join(folder, 'recorded-chromium');
  const log = `--log-net-log='${logs}/'$$.json --net-log-capture-mode=Everything`;
  writeFileSync(recorded, `#!/bin/sh\nexec '${program}' ${log} "$@"\n`, { mode: 0o755 });
  return {
    program: recorded,
    traffic: () => readdirSync(logs).map((name) => chromiumTraffic(path.join(logs, name))),
    askServer: async () => {
      const server = createServer((_, response) => response.end('asked'));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
      const profile = `--user-data-dir=${path.join(folder, 'control-profile')}`;
      const own = [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
      ];
      try {
        await promisify(execFile)(recorded, [...own, profile, '--dump-dom', `http://${address}/`], { timeout: 60_000 });
      } finally {
        server.close();
      }
      return address;
    },
  };
}
