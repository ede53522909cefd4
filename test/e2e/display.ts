import { spawn } from 'node:child_process';

/** Gives Electron a display where there is none: Xvfb, for as long as the tests run. */
export default async function display(): Promise<(() => void) | undefined> {
  if (process.platform !== 'linux' || process.env.DISPLAY !== undefined) return undefined;
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await new Promise<string | null>((resolve) => {
    server.once('error', () => {
      resolve(null);
    });
    server.once('exit', () => {
      resolve(null);
    });
    server.stdio[3]?.once('data', (data: Buffer) => {
      resolve(data.toString().trim());
    });
  });
  // Without one, the tests of Electron say that they are skipped.
  if (number === null) return undefined;
  process.env.DISPLAY = `:${number}`;
  return () => {
    server.kill();
  };
}
