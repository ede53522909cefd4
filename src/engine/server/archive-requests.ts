import { filesOfRuns, readPiece } from '../archive/departing';
import { dropArrival, openArrival, takeArrival, writePiece } from '../archive/arriving';
import type { HandlersOf } from './context';

export const archiveRequests: HandlersOf<'archive'> = {
  'archive.files': async ({ runs, weights }, { lab }) => ({ files: await filesOfRuns(lab.folder, runs, weights) }),
  'archive.read': async ({ name, offset }, { lab }) => ({
    base64: Buffer.from(await readPiece(lab.folder, name, offset)).toString('base64'),
  }),
  'archive.open': ({ files }, { lab, shortChanges }, { signal }) =>
    shortChanges.run(() => openArrival(lab.folder, files), signal),
  'archive.write': ({ arrival, name, base64 }, { lab, shortChanges }, { signal }) =>
    shortChanges.run(async () => {
      await writePiece(lab.folder, arrival, name, Buffer.from(base64, 'base64'));
      return {};
    }, signal),
  'archive.take': ({ arrival, from }, { lab, shortChanges, appVersion }, { signal, onRunCreated }) =>
    shortChanges.run(async () => {
      const runs = await takeArrival(lab.folder, arrival, { from, appVersion });
      // Whoever lists runs looks again.
      runs.forEach(onRunCreated);
      return { runs };
    }, signal),
  'archive.drop': ({ arrival }, { lab, shortChanges }, { signal }) =>
    shortChanges.run(async () => {
      await dropArrival(lab.folder, arrival);
      return {};
    }, signal),
};
