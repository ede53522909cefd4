import type { Devices } from '../devices/devices';
import type { Notify } from './notify';

const INTERVAL_MS = 1_000;

/** Tells the host once a second that the engine is alive, and what memory it takes with its workers. */
export function startHeartbeat(notify: Notify, devices: Devices): NodeJS.Timeout {
  const beat = (): void => {
    notify('heartbeat', { at: new Date().toISOString(), memory: process.memoryUsage.rss() + devices.memory() });
  };
  beat();
  return setInterval(beat, INTERVAL_MS);
}
