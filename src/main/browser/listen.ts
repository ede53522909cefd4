import type { Server } from 'node:http';
import { LabError } from '../../shared/errors';

/** This machine only: nothing else can reach it. */
const loopback = '127.0.0.1';
/** Ports tried after a taken one. */
const further = 20;

/**
 * Listens on the port, or on the next free one.
 *
 * @returns the port
 * @throws LabError `conflict` where all are taken
 */
export async function listenFrom(server: Server, port: number): Promise<number> {
  for (let candidate = port; candidate <= port + further; candidate += 1) {
    if (await listens(server, candidate)) return candidate;
  }
  throw new LabError('conflict', `Ports ${port} to ${port + further} are all taken.`, {
    remedy: 'Give another one: --port 8000.',
  });
}

function listens(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException): void => {
      server.off('listening', listening);
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    };
    const listening = (): void => {
      server.off('error', failed);
      resolve(true);
    };
    server.once('error', failed);
    server.once('listening', listening);
    server.listen(port, loopback);
  });
}
