/**
 * Picks the host.
 *
 * @param machine what is known of the machine: `browser` (asked for), `platform`, `env`, `isRoot`; `electron()` finds
 *   Electron's program or null; `fetch()` fetches it and says why it could not
 * @returns `{ electron, why }`: the program and null, or null and why the browser host is taken
 */
export function chooseHost({ browser, platform, env, isRoot, electron, fetch }) {
  if (browser) return { electron: null, why: 'as asked for' };
  if (platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY) {
    return { electron: null, why: 'there is no display' };
  }
  if (platform === 'linux' && isRoot) {
    return { electron: null, why: 'Electron does not run as root with its sandbox' };
  }
  const found = electron();
  if (found !== null) return { electron: found, why: null };
  if (env.ELECTRON) return { electron: null, why: `ELECTRON names ${env.ELECTRON}, which is not there` };
  if (env.MUROAN_OFFLINE === '1') return { electron: null, why: 'Electron is not there, and MUROAN_OFFLINE=1' };
  const failure = fetch();
  const fetched = failure === null ? electron() : null;
  return fetched === null
    ? { electron: null, why: failure ?? 'Electron was fetched and is not there' }
    : { electron: fetched, why: null };
}
