import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';

/** A program that can print a page to PDF. */
export interface Printer {
  readonly kind: 'chromium' | 'electron';
  readonly program: string;
}

/** What the search looks at; a parameter so that tests need no real machine. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isProgram: (file: string) => boolean;
}

/** Names on the PATH, best first. */
const names = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  'microsoft-edge',
  'microsoft-edge-stable',
  'brave-browser',
] as const;

/**
 * Finds what prints: the program that CHROMIUM names, Chromium, Chrome or Edge in their usual places, then the program
 * that ELECTRON names. A variable that names no program is passed over, not an error.
 *
 * @returns null where none is at hand
 */
export function findPrinter(around: Surroundings = thisMachine()): Printer | null {
  const { env, isProgram } = around;
  const chosen = env.CHROMIUM;
  if (chosen !== undefined && chosen !== '' && isProgram(chosen)) return { kind: 'chromium', program: chosen };
  const browser = candidates(around).find(isProgram);
  if (browser !== undefined) return { kind: 'chromium', program: browser };
  const electron = env.ELECTRON ?? '';
  return electron !== '' && hasDisplay(around) && isProgram(electron) ? { kind: 'electron', program: electron } : null;
}

/** Electron on Linux starts on a display only, even to print. */
function hasDisplay({ platform, env }: Surroundings): boolean {
  return platform !== 'linux' || Boolean(env.DISPLAY) || Boolean(env.WAYLAND_DISPLAY);
}

/** What to say where `findPrinter` found nothing. */
export const noPrinter =
  'No Chromium, Chrome, Edge or Electron was found. Install one, or name its program in the environment variable CHROMIUM or ELECTRON.';

function candidates({ platform, env }: Surroundings): readonly string[] {
  switch (platform) {
    case 'win32':
      return [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA]
        .filter((folder) => folder !== undefined && folder !== '')
        .flatMap((folder) =>
          [
            ['Chromium', 'Application', 'chrome.exe'],
            ['Google', 'Chrome', 'Application', 'chrome.exe'],
            ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
          ].map((parts) => path.win32.join(folder ?? '', ...parts)),
        );
    case 'darwin':
      return ['', env.HOME ?? ''].flatMap((home) =>
        ['Chromium', 'Google Chrome', 'Microsoft Edge'].map((name) =>
          path.posix.join(home === '' ? '/' : home, 'Applications', `${name}.app`, 'Contents', 'MacOS', name),
        ),
      );
    default: {
      const folders = [...(env.PATH ?? '').split(':'), '/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome'];
      return names.flatMap((name) =>
        folders.filter((folder) => path.posix.isAbsolute(folder)).map((folder) => path.posix.join(folder, name)),
      );
    }
  }
}

function thisMachine(): Surroundings {
  return { platform: process.platform, env: process.env, isProgram };
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, process.platform === 'win32' ? constants.F_OK : constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
