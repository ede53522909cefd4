import { LabError } from '../../shared/errors';
import { layout } from '../lab/layout';
import { refuseNeeded } from '../lab/needed-by';
import { moveToTrash } from '../lab/trash';
import { listUnfinished } from '../lab/unfinished-models';
import { addWeights, listWeights, showWeights } from '../lab/weights';
import { readBroughtWeights } from '../models/brought-weights';
import { titleOf } from '../models/title';
import type { HandlersOf } from './context';

export const weightsRequests: HandlersOf<'weights'> = {
  'weights.list': async (_params, { lab }, { onWarning }) => [
    ...(await listWeights(lab.folder, (error) => {
      onWarning(error.toString());
    })),
  ],
  'weights.add': ({ file, content, names }, { lab, shortChanges }, { signal }) => {
    // A name only: the lab keeps weights by their hash, wherever they lay before.
    if (/[/\\\0]/u.test(file) || file === '.' || file === '..') {
      throw new LabError('invalid', 'is no name of a file.', {
        where: 'file',
        remedy: 'Give its name without folders.',
      });
    }
    return shortChanges.run(
      () => addWeights(lab.folder, file, readBroughtWeights(Buffer.from(content, 'base64'), names, file)),
      signal,
    );
  },
  'weights.remove': ({ weights }, { lab, shortChanges }, { signal }) =>
    shortChanges.run(async () => {
      const { hash, file } = await showWeights(lab.folder, weights);
      const unfinished = await listUnfinished(lab.folder, () => undefined);
      const needing = unfinished.filter(({ spec: { training } }) =>
        Object.values(training.pretrained).some((one) => one.weights === hash),
      );
      refuseNeeded(
        `weights ${file}`,
        needing.map(({ spec }) => ({ text: `training of ${titleOf(spec)}`, run: null })),
      );
      const folder = layout.weightsOf(lab.folder, hash);
      return { trash: await moveToTrash(lab.folder, folder, { kind: 'weights', name: hash, title: file }) };
    }, signal),
};
