import { mkdir, open, rm, statfs } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { droppedPath, dropRoute, type StatedDrop } from '../../shared/data/dropped';
import { LabError, toWire } from '../../shared/errors';
import type { DropTaker } from '../answers/window-drops';
import type { Page } from '../pages/page';

/** What is expected of one drop, and what has come of it. */
interface Expected {
  readonly folder: string;
  readonly stated: StatedDrop;
  /** Files and bytes that were begun: what is refused or broken off is counted back. */
  files: number;
  bytes: number;
  readonly ending: AbortController;
  readonly underWay: Set<Promise<unknown>>;
}

/** Takes the files of what was dropped on a window, each by a request of its own, into the folder made for it. */
export class DropIntake implements DropTaker {
  readonly #drops = new Map<string, Expected>();

  async expect(drop: string, folder: string, stated: StatedDrop): Promise<void> {
    const [, ...below] = droppedPath(stated.name);
    if (below.length > 0) throw new LabError('invalid', 'is no name.', { where: stated.name });
    const { bavail, bsize } = await statfs(folder);
    if (stated.bytes > bavail * bsize) {
      throw new LabError(
        'disk-full',
        `has ${String(stated.bytes)} bytes, more than the disk of the lab has room for.`,
        {
          where: stated.name,
          remedy: 'Free some space, or type its path: nothing is copied then before it is imported.',
        },
      );
    }
    this.#drops.set(drop, {
      ...{ folder, stated, files: 0, bytes: 0 },
      ...{ ending: new AbortController(), underWay: new Set() },
    });
  }

  async forget(drop: string): Promise<void> {
    const known = this.#drops.get(drop);
    if (known === undefined) return;
    this.#drops.delete(drop);
    known.ending.abort();
    await Promise.allSettled(known.underWay);
  }

  /** Ends everything, and removes what came. */
  async close(): Promise<void> {
    const folders = [...this.#drops.values()].map(({ folder }) => folder);
    await Promise.all([...this.#drops.keys()].map((drop) => this.forget(drop)));
    await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
  }

  /** Answers a request of a window that may ask; null: it is none about a drop. */
  async answer(request: IncomingMessage): Promise<Page | null> {
    const [route = '', query = ''] = (request.url ?? '').split('?', 2);
    if (!route.startsWith(`${dropRoute}/`)) return null;
    try {
      if (request.method !== 'PUT') throw new LabError('invalid', 'Files are sent by PUT.');
      const known = this.#drops.get(route.slice(dropRoute.length + 1));
      if (known === undefined) throw gone();
      const taking = take(request, known, new URLSearchParams(query).get('path') ?? '');
      known.underWay.add(taking);
      try {
        await taking;
      } finally {
        known.underWay.delete(taking);
      }
      return json(200, {});
    } catch (error) {
      return json(error instanceof LabError ? 400 : 500, toWire(error));
    }
  }
}

function gone(): LabError {
  return new LabError('not-found', 'is not expected any more.', { where: 'dropped files', remedy: 'Drop them again.' });
}

async function take(request: IncomingMessage, known: Expected, given: string): Promise<void> {
  const parts = droppedPath(given);
  const { stated, folder, ending } = known;
  const bytes = Number(request.headers['content-length'] ?? Number.NaN);
  const refuse = (message: string): LabError =>
    new LabError('invalid', message, {
      where: given,
      remedy: 'Leave the files alone while they are brought, and drop them again.',
    });
  if (parts[0] !== stated.name) throw refuse('lies outside of what was dropped.');
  if (!Number.isSafeInteger(bytes) || bytes < 0) throw refuse('comes without its length.');
  if (known.files + 1 > stated.files || known.bytes + bytes > stated.bytes) throw refuse('is more than was dropped.');
  known.files += 1;
  known.bytes += bytes;
  const file = path.join(folder, ...parts);
  let isOwn = false;
  try {
    await mkdir(path.dirname(file), { recursive: true });
    // What is there already is another file of this name, on systems that tell no cases apart.
    const target = await open(file, 'wx');
    isOwn = true;
    let came = 0;
    const counted = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        came += chunk.length;
        done(came > bytes ? refuse('is longer than was said.') : null, chunk);
      },
    });
    await pipeline(request, counted, target.createWriteStream(), { signal: ending.signal });
    if (came !== bytes) throw refuse('came in part only.');
  } catch (error) {
    known.files -= 1;
    known.bytes -= bytes;
    if (isOwn) await rm(file, { force: true });
    if (ending.signal.aborted) throw gone();
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw refuse('has the name of another file there.');
    throw error;
  }
}

function json(status: number, value: unknown): Page {
  return {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: new TextEncoder().encode(JSON.stringify(value)),
  };
}
