import { expect, test, vi } from 'vitest';
import { chooseHost, type Machine } from '../../bin/choose-host.mjs';

function machine(given: Partial<Machine>): Machine {
  return {
    browser: false,
    platform: 'linux',
    env: { DISPLAY: ':0' },
    isRoot: false,
    electron: () => '/electron',
    fetch: () => 'nothing is fetched in tests',
    ...given,
  };
}

test('Electron where it and a display are', () => {
  for (const env of [{ DISPLAY: ':0' }, { WAYLAND_DISPLAY: 'wayland-0' }]) {
    expect(chooseHost(machine({ env }))).toEqual({ electron: '/electron', why: null });
  }
  expect(chooseHost(machine({ platform: 'win32', env: {} })).electron).toBe('/electron');
});

test.each([
  ['as asked for', { browser: true }],
  ['there is no display', { env: {} }],
  ['Electron does not run as root with its sandbox', { isRoot: true }],
  [
    'ELECTRON names /gone, which is not there',
    { env: { DISPLAY: ':0', ELECTRON: '/gone' }, electron: (): null => null },
  ],
  [
    'Electron is not there, and MUROAN_OFFLINE=1',
    { env: { DISPLAY: ':0', MUROAN_OFFLINE: '1' }, electron: (): null => null },
  ],
  ['nothing is fetched in tests', { electron: (): null => null }],
  ['Electron was fetched and is not there', { electron: (): null => null, fetch: (): null => null }],
])('the browser: %s', (why, given) => {
  expect(chooseHost(machine(given))).toEqual({ electron: null, why });
});

test('Electron is fetched where it is missing, and only there', () => {
  const found: (string | null)[] = [null, '/fetched'];
  const fetch = vi.fn(() => null);
  expect(chooseHost(machine({ electron: () => found.shift() ?? null, fetch }))).toEqual({
    electron: '/fetched',
    why: null,
  });
  expect(fetch).toHaveBeenCalledOnce();
  chooseHost(machine({ fetch }));
  chooseHost(machine({ env: {}, electron: (): null => null, fetch }));
  expect(fetch).toHaveBeenCalledOnce();
});
