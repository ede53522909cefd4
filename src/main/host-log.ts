import type { HostResult } from '../shared/lab-channel/host-requests';

export type LogEntry = HostResult<'host.log'>['entries'][number];

const kept = 1000;

/** The last things worth telling of the engine and its host, in memory. */
export class HostLog {
  #entries: readonly LogEntry[] = [];

  add(level: LogEntry['level'], text: string): void {
    this.#entries = [...this.#entries.slice(1 - kept), { at: new Date().toISOString(), level, text }];
  }

  get entries(): LogEntry[] {
    return [...this.#entries];
  }
}
