import { buildIfStale } from '../bin/build-if-stale.mjs';

/** Tests that start the engine or the command line as a process run the built program. */
export default function buildOnce(): void {
  buildIfStale();
}
