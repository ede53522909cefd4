import { filesOfRuns, readPiece } from '../archive/departing';
import type { HandlersOf } from './context';

export const archiveRequests: HandlersOf<'archive'> = {
  'archive.files': async ({ runs, weights }, { lab }) => ({ files: await filesOfRuns(lab.folder, runs, weights) }),
  'archive.read': async ({ name, offset }, { lab }) => ({
    base64: Buffer.from(await readPiece(lab.folder, name, offset)).toString('base64'),
  }),
  'archive.open': ({ files }, { arrivals, shortChanges }, { signal }) =>
    shortChanges.run(() => arrivals.open(files), signal),
  'archive.write': ({ arrival, name, base64 }, { arrivals, shortChanges }, { signal }) =>
    shortChanges.run(async () => {
      await arrivals.write(arrival, name, Buffer.from(base64, 'base64'));
      return {};
    }, signal),
  'archive.take': ({ arrival, from }, { arrivals, shortChanges, appVersion }, { signal, onRunCreated }) =>
    shortChanges.run(async () => {
      const runs = await arrivals.take(arrival, { from, appVersion });
      // Whoever lists runs looks again.
      runs.forEach(onRunCreated);
      return { runs };
    }, signal),
  'archive.drop': ({ arrival }, { arrivals, shortChanges }, { signal }) =>
    shortChanges.run(async () => {
      await arrivals.drop(arrival);
      return {};
    }, signal),
};
