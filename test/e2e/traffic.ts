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

/** Addresses that Chromium itself loaded, and those that it opened connections to, by its own log. */
export function chromiumTraffic(file: string): {
  readonly urls: readonly string[];
  readonly connections: readonly string[];
} {
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
