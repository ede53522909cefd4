import { spawn } from 'node:child_process';
import { cancelled } from '../../shared/errors';

interface RunOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly timeout: number;
  readonly signal?: AbortSignal;
}

/** Most of a program's complaints that are kept. */
const keptCharacters = 400;

/**
 * Runs a program to its end and says how it ended. It gets a process group of its own where there are such, so that a
 * browser's helpers end with it.
 *
 * @returns null where it was ended because its time was over
 * @throws LabError `cancelled`
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  options: RunOptions,
): Promise<string | null> {
  const { signal } = options;
  throwIfAborted(signal);
  const grouped = process.platform !== 'win32';
  const child = spawn(program, args, {
    env: options.env,
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: grouped,
    windowsHide: true,
  });
  const kill = (): void => {
    if (child.pid === undefined) return;
    try {
      if (grouped) process.kill(-child.pid, 'SIGKILL');
      else child.kill('SIGKILL');
    } catch {
      // It has ended by itself.
    }
  };
  const clock = { over: false };
  const timer = setTimeout(() => {
    clock.over = true;
    kill();
  }, options.timeout);
  signal?.addEventListener('abort', kill, { once: true });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints = (complaints + text).slice(-keptCharacters);
  });
  try {
    const ended = await new Promise<string>((resolve) => {
      child.once('error', (error) => {
        resolve(error.message);
      });
      child.once('exit', (code, name) => {
        resolve(
          code === 0 ? 'it ended normally' : `it ended with ${code === null ? String(name) : `code ${String(code)}`}`,
        );
      });
    });
    throwIfAborted(signal);
    if (clock.over) return null;
    const last = complaints.trim().split('\n').at(-1) ?? '';
    return last === '' ? ended : `${ended}: ${last}`;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', kill);
    kill();
    child.stderr.destroy();
  }
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw cancelled();
}
