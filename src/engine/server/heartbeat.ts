import type { Devices } from './devices';
import type { Server } from './serve';

const INTERVAL_MS = 1_000;

/** Tells the host once a second that the engine is alive, and what memory it takes with its workers. */
export function startHeartbeat(server: Server, devices: Devices): NodeJS.Timeout {
  const beat = (): void => {
    server.notify('heartbeat', { at: new Date().toISOString(), memory: process.memoryUsage.rss() + devices.memory() });
  };
  beat();
  return setInterval(beat, INTERVAL_MS);
}
