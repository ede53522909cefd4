import os from 'node:os';
import path from 'node:path';

const FOLDER = 'muroan-lab';
const NAME = 'machine.json';

/**
 * The file of what holds for this person on this machine, whichever lab folder is open and whichever host opens it:
 * what `MUROAN_SETTINGS` names, or a file in the folder that the system keeps for such things.
 */
export function settingsFile(
  env: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
  home = os.homedir(),
): string {
  const named = env.MUROAN_SETTINGS;
  if (named !== undefined && named !== '') return path.resolve(named);
  return path.join(applicationFolder(env, platform, home), FOLDER, NAME);
}

function applicationFolder(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  home: string,
): string {
  switch (platform) {
    case 'win32':
      return env.APPDATA ?? path.join(home, 'AppData', 'Roaming');
    case 'darwin':
      return path.join(home, 'Library', 'Application Support');
    default: {
      const configured = env.XDG_CONFIG_HOME ?? '';
      return path.isAbsolute(configured) ? configured : path.join(home, '.config');
    }
  }
}
