import { LabError } from '../../shared/errors';
import { clearCaches, labSize } from '../lab/lab-size';
import { emptyTrash, listTrash, restore } from '../lab/trash';
import type { HandlersOf } from './context';

export const trashRequests: HandlersOf<'trash'> = {
  'trash.list': async (_params, { lab }, { onWarning }) => [
    ...(await listTrash(lab.folder, (error) => {
      onWarning(error.toString());
    })),
  ],
  'trash.restore': ({ id }, { lab, shortChanges }, { signal }) =>
    shortChanges.run(async () => {
      await restore(lab.folder, id);
      return {};
    }, signal),
  'trash.empty': (_params, { lab, shortChanges }, { signal }) =>
    shortChanges.run(async () => {
      await emptyTrash(lab.folder);
      return {};
    }, signal),
};

export const labRequests: HandlersOf<'lab'> = {
  'lab.describe': (_params, { lab }) => labSize(lab.folder),
  'lab.clearCaches': async (_params, { lab, queue }) => {
    if (queue.state().items.length > 0) {
      throw new LabError('conflict', 'cannot be cleared while there is work in the queue.', {
        where: 'caches',
        remedy: 'Wait until it is done, or stop it.',
      });
    }
    await clearCaches(lab.folder);
    return {};
  },
};
