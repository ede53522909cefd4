import { execFileSync } from 'node:child_process';
import type nodeNet from 'node:net';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
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
      const program = `require('node:net').connect(${port}, '${host}').on('error', () => undefined)`;
      execFileSync(node, ['-e', program], { env: { ...process.env, ...env } });
    },
  };
}

/** Has Electron's own Node connect somewhere. */
export function connectFromElectron(app: ElectronApplication, to: Control): Promise<void> {
  return app.evaluate(
    (_, { host, port }) =>
      new Promise<void>((resolve) => {
        const { mainModule } = process as unknown as { readonly mainModule: NodeJS.Module };
        const net = mainModule.require('node:net') as typeof nodeNet;
        net.connect(port, host).once('close', () => {
          resolve();
        });
      }),
    to,
  );
}

interface NetLog {
  readonly constants: { readonly logEventTypes: Readonly<Record<string, number>> };
  readonly events: readonly { readonly type: number; readonly params?: Readonly<Record<string, unknown>> }[];
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
  const told = (name: string, field: string): readonly string[] => {
    const wanted = constants.logEventTypes[name] as number | undefined;
    if (wanted === undefined) throw new Error(`This Chromium has no event ${name}.`);
    return events.flatMap(({ type, params }) => {
      const value = type === wanted ? params?.[field] : undefined;
      return typeof value === 'string' ? [value] : [];
    });
  };
  return {
    urls: told('URL_REQUEST_START_JOB', 'url'),
    wanted: told('TCP_CLIENT_SOCKET_POOL_REQUESTED_SOCKET', 'group_id'),
    connections: [...told('TCP_CONNECT_ATTEMPT', 'address'), ...told('UDP_CONNECT', 'address')],
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
