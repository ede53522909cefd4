import { spawn } from 'node:child_process';
import { afterAll } from 'vitest';

/**
 * Gives Electron a display where there is none: an Xvfb for each test file, so that windows of files that run beside
 * each other do not take the focus from one another.
 */
if (process.platform === 'linux' && process.env.DISPLAY === undefined) {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  afterAll(() => {
    server.kill();
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
  if (number !== null) process.env.DISPLAY = `:${number}`;
}
