import { layout } from '../lab/layout';
import { refuseNeeded } from '../lab/needed-by';
import { moveToTrash } from '../lab/trash';
import { listUnfinished } from '../lab/unfinished-models';
import { addWeights, listWeights, showWeights } from '../lab/weights';
import { readBroughtWeights } from '../models/brought-weights';
import { titleOf } from '../models/title';
import type { HandlersOf } from './context';
import { refuseFolders } from './file-name';

export const weightsRequests: HandlersOf<'weights'> = {
  'weights.list': async (_params, { lab }, { onWarning }) => [
    ...(await listWeights(lab.folder, (error) => {
      onWarning(error.toString());
    })),
  ],
  'weights.add': ({ file, content, names }, { lab, shortChanges }, { signal }) => {
    refuseFolders(file);
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
