import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Tells a process from a later one with the same number: process numbers are reused, within minutes on a busy machine
 * and surely after a restart. Null: the system does not say.
 */
export interface ProcessIdentity {
  readonly pid: number;
  /** When the process started, in the system's own units; compared for equality only. */
  readonly started: string | null;
  /** Differs after every restart of the machine. */
  readonly boot: string | null;
  readonly host: string;
}

export async function ownIdentity(): Promise<ProcessIdentity> {
  return { pid: process.pid, started: await startOf(process.pid), boot: await bootId(), host: hostname() };
}

export function isThisHost(identity: Pick<ProcessIdentity, 'host'>): boolean {
  return identity.host === hostname();
}

/**
 * Is the process still there? A process of another machine (shared network folder) cannot be looked at and counts as
 * alive: taking its lock away could corrupt what it writes.
 */
export async function isAlive(identity: ProcessIdentity): Promise<boolean> {
  if (!isThisHost(identity)) return true;
  const boot = await bootId();
  if (identity.boot !== null && boot !== null && identity.boot !== boot) return false;
  if (!exists(identity.pid)) return false;
  const started = await startOf(identity.pid);
  return identity.started === null || started === null || started === identity.started;
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there but belongs to someone else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function startOf(pid: number): Promise<string | null> {
  switch (process.platform) {
    case 'linux':
      return linuxStart(pid);
    case 'win32':
      return output('powershell.exe', [
        '-NoProfile',
        '-NonInteractive',
        '-Command',
        `(Get-Process -Id ${pid}).StartTime.ToFileTimeUtc()`,
      ]);
    default:
      return output('ps', ['-o', 'lstart=', '-p', String(pid)]);
  }
}

async function bootId(): Promise<string | null> {
  switch (process.platform) {
    case 'linux':
      return readFile('/proc/sys/kernel/random/boot_id', 'utf8').then(
        (text) => text.trim(),
        () => null,
      );
    case 'darwin':
      return output('sysctl', ['-n', 'kern.boottime']);
    default:
      return null;
  }
}

/** Field 22 of /proc/PID/stat, in clock ticks since boot. A zombie is dead: it writes nothing more. */
async function linuxStart(pid: number): Promise<string | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The command (field 2) stands in brackets and may itself hold blanks and brackets.
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z' || state === 'X') return 'ended';
    return fields[18] ?? null;
  } catch {
    return null;
  }
}

async function output(program: string, args: readonly string[]): Promise<string | null> {
  try {
    const { stdout } = await run(program, [...args], {
      timeout: 5_000,
      windowsHide: true,
      env: { ...process.env, LC_ALL: 'C' },
    });
    return stdout.trim() === '' ? null : stdout.trim();
  } catch {
    return null;
  }
}
