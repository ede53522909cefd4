import { LabError } from '../errors';
import { shortId } from '../identity';
import type { LabConnection } from '../lab-channel/lab-connection';
import { modelNames } from '../models/model-name';
import type { ModelDescription } from '../models/model-description';
import { suggestion } from '../text/suggestion';
import { named } from './named';

/**
 * Finds a model by id, by the beginning of its id, by the name that somebody gave it, or by its title.
 *
 * @throws LabError `not-found`, `invalid` where several fit, or what is wrong with the model
 */
export async function findModel(lab: LabConnection, name: string): Promise<ModelDescription> {
  const models = await lab.request('models.list', {});
  const names = modelNames(await lab.request('models.names', {}));
  const nameOf = ({ id }: ModelDescription): readonly string[] => {
    const own = names.get(id);
    return own === undefined ? [] : [own];
  };
  const found = named(
    'model',
    name,
    models,
    (model) => model.id,
    (model) => [model.title, ...nameOf(model)],
  );
  if (found !== null) return found;
  // A model that cannot be read is in no list: asked for by its id, the engine says what is wrong with it.
  if (/^[0-9a-f]+$/.test(name)) {
    try {
      return await lab.request('models.show', { model: name });
    } catch (error) {
      if (!(error instanceof LabError) || error.code !== 'not-found') throw error;
    }
  }
  throw new LabError('not-found', `There is no model ${JSON.stringify(name)} in this lab folder.`, {
    where: 'model',
    remedy:
      models.length === 0
        ? 'There are no models yet: `muroan model train --data caption-match` trains one.'
        : suggestion(
            name,
            models.flatMap((model) => [shortId(model.id), model.title, ...nameOf(model)]),
            'models',
          ),
  });
}
