import type { Page } from 'playwright';

/** What a page may not ask of the machine, by how it asks. */
export interface Permissions {
  /** What came of asking: `granted`, or the name (of a location: the code) of the error. */
  readonly asked: Readonly<Record<string, string>>;
  /** What the browser says of what was not asked for: `granted`, `denied` or `prompt`. */
  readonly states: Readonly<Record<string, string>>;
}

/** Of a page that is refused everything. A camera that is not there, or a place not found, is another error. */
export const allRefused: Permissions = {
  asked: {
    camera: 'NotAllowedError',
    microphone: 'NotAllowedError',
    location: 'code 1',
    notifications: 'denied',
    reading: 'NotAllowedError',
    waking: 'NotAllowedError',
    midi: 'SecurityError',
  },
  states: {
    camera: 'denied',
    microphone: 'denied',
    geolocation: 'denied',
    notifications: 'denied',
    'clipboard-read': 'denied',
    'screen-wake-lock': 'denied',
    midi: 'denied',
  },
};

/** Asks for everything. There must be a camera and a microphone: Chromium's made-up ones do. */
export function permissionsOf(page: Page): Promise<Permissions> {
  return page.evaluate(async (names) => {
    const outcome = (ask: () => Promise<unknown>): Promise<string> =>
      Promise.resolve()
        .then(ask)
        .then(
          () => 'granted',
          (error: unknown) =>
            error instanceof GeolocationPositionError ? `code ${String(error.code)}` : (error as Error).name,
        );
    const asked = {
      camera: await outcome(() => navigator.mediaDevices.getUserMedia({ video: true })),
      microphone: await outcome(() => navigator.mediaDevices.getUserMedia({ audio: true })),
      location: await outcome(
        () =>
          new Promise((resolve, reject) => {
            navigator.geolocation.getCurrentPosition(resolve, reject, { timeout: 5000 });
          }),
      ),
      notifications: await Notification.requestPermission(),
      reading: await outcome(() => navigator.clipboard.readText()),
      waking: await outcome(() => navigator.wakeLock.request('screen')),
      midi: await outcome(() => navigator.requestMIDIAccess({ sysex: true })),
    };
    const states = await Promise.all(
      names.map(async (name) => [
        name,
        (await navigator.permissions.query({ name: name as PermissionName })).state as string,
      ]),
    );
    return { asked, states: Object.fromEntries(states) as Record<string, string> };
  }, Object.keys(allRefused.states));
}

/** A page that is not in front may not read the clipboard whatever it is permitted: it is told that it is. */
export async function keepFocused(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setFocusEmulationEnabled', { enabled: true });
}
