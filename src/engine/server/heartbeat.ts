import type { Notify } from './notify';

const INTERVAL_MS = 1_000;

/** Tells the host once a second that the engine is alive. Workers are threads, so their memory is in the figure. */
export function startHeartbeat(notify: Notify): NodeJS.Timeout {
  const beat = (): void => {
    notify('heartbeat', { at: new Date().toISOString(), memory: process.memoryUsage.rss() });
  };
  beat();
  return setInterval(beat, INTERVAL_MS);
}
