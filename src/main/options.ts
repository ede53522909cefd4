import path from 'node:path';
import { parseArgs } from 'node:util';
import { LabError } from '../shared/errors';

export interface HostOptions {
  /** Absolute lab folder. */
  readonly lab: string;
  readonly port: number;
  /** Open the person's browser? */
  readonly open: boolean;
}

/**
 * Fixed, because a browser keeps the workspace by address. (Of arXiv 2112.12792, below the ports that systems hand out.)
 */
const usualPort = 21_127;
const highestPort = 65_000;

/**
 * Options of both hosts. Unknown ones are passed over: Electron's and Chromium's stand among them.
 *
 * @param usualLab lab folder of a person who names none
 * @throws LabError `invalid`
 */
export function hostOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  usualLab: string,
): HostOptions {
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    options: { lab: { type: 'string' }, port: { type: 'string' }, 'no-open': { type: 'boolean' } },
  });
  return {
    lab: path.resolve(text(values.lab) ?? text(env.MUROAN_LAB) ?? usualLab),
    port: portOf(text(values.port)),
    open: values['no-open'] !== true,
  };
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function portOf(given: string | null): number {
  if (given === null) return usualPort;
  const port = Number(given);
  if (/^\d+$/u.test(given) && port >= 1024 && port <= highestPort) return port;
  throw new LabError('invalid', `is "${given}". Give a port from 1024 to ${highestPort}.`, { where: '--port' });
}
