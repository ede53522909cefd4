import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { LabError } from '../shared/errors';

/** What the search looks at; a parameter so that tests need no real machine. */
export interface NodeSurroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The running program, where that is Node itself; null inside Electron. */
  readonly self: string | null;
  /** Electron's folder `resources`, beside which installers put a Node; null outside Electron. */
  readonly resources: string | null;
  readonly exists: (file: string) => boolean;
  /** `v20.19.0`, or null where the program does not start. */
  readonly versionOf: (program: string) => string | null;
}

/** As `engines` in package.json. */
const oldest = [20, 19] as const;
const needed = `Node ${oldest.join('.')} or newer`;

/**
 * The Node that runs the engine: the running one, the one beside an installed app, the one that MUROAN_NODE names, or
 * `node` on the PATH.
 *
 * @throws LabError `not-found`, `unsupported` where it is too old
 */
export function findNode(around: NodeSurroundings = thisMachine()): string {
  const { env, self, resources, platform, exists } = around;
  if (self !== null) return self;
  const inFolder = platform === 'win32' ? 'node.exe' : 'bin/node';
  const bundled = resources === null ? null : path.join(resources, 'node', inFolder);
  if (bundled !== null && exists(bundled)) return checked(bundled, around);
  const named = env.MUROAN_NODE ?? '';
  if (named !== '') return checked(named, around);
  return checked('node', around);
}

function checked(program: string, { versionOf }: NodeSurroundings): string {
  const version = versionOf(program);
  if (version === null) {
    throw new LabError('not-found', `does not start; the lab computes with ${needed}.`, {
      where: program,
      remedy: `Install ${needed}, or name its program in the environment variable MUROAN_NODE.`,
    });
  }
  const [major = 0, minor = 0] = version.replace(/^v/u, '').split('.').map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return program;
  throw new LabError('unsupported', `is ${version}; the lab computes with ${needed}.`, {
    where: program,
    remedy: `Install ${needed}, or name its program in the environment variable MUROAN_NODE.`,
  });
}

function thisMachine(): NodeSurroundings {
  const inElectron = 'electron' in process.versions;
  return {
    platform: process.platform,
    env: process.env,
    self: inElectron ? null : process.execPath,
    resources: inElectron ? ((process as { resourcesPath?: string }).resourcesPath ?? null) : null,
    exists: existsSync,
    versionOf: (program) => {
      const { status, stdout } = spawnSync(program, ['--version'], { encoding: 'utf8', windowsHide: true });
      return status === 0 ? stdout.trim() : null;
    },
  };
}
