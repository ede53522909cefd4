import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ElectronApplication } from 'playwright';
import { expect } from 'vitest';
import { root } from './hosts';

export interface Recording {
  readonly env: Readonly<Record<string, string>>;
  /** Connections and names of all Node processes. */
  connections(): readonly { readonly kind: string; readonly what: string }[];
}

/** Records what every Node process of a session (host, engine, its workers' processes) connects to. */
export function record(folder: string, session: string): Recording {
  const file = path.join(folder, `connections-${session}`);
  const options = `--require ${path.join(root, 'test', 'e2e', 'record-connections.cjs')}`;
  // Electron is started without NODE_OPTIONS; the Node that it starts for the engine gets them here.
  const node = path.join(folder, `node-${session}`);
  writeFileSync(node, `#!/bin/sh\nNODE_OPTIONS='${options}' exec '${process.execPath}' "$@"\n`, { mode: 0o755 });
  return {
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

/** Of the Node processes, none connected to anything but this machine's own address, and each was seen. */
export function expectOwnConnections({ connections }: Recording): void {
  expect(connections().filter(({ kind }) => kind === 'started').length).toBeGreaterThan(0);
  expect(connections().filter(({ kind, what }) => kind !== 'started' && what !== '127.0.0.1')).toEqual([]);
}
