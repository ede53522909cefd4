import { LabError } from '../../shared/errors';
import type { ModelDescription } from '../../shared/models/model-description';
import { showDataset } from '../lab/datasets';
import { showModel } from '../lab/models';
import { refuseServed } from '../lab/served';
import type { EngineContext } from './context';

/**
 * A model whose data set is still the one it was trained on.
 *
 * @throws LabError `not-found`, `conflict`, or `unsupported` for one behind a program that may not be asked
 */
export async function modelOnItsData(
  { lab: { folder: lab }, predictors }: Pick<EngineContext, 'lab' | 'predictors'>,
  given: string,
): Promise<ModelDescription> {
  const model = await showModel(lab, given);
  refuseServed(model, predictors);
  const manifest = await showDataset(lab, model.spec.dataset);
  if (manifest.hash === model.datasetHash) return model;
  throw new LabError('conflict', `was trained on other data: "${model.spec.dataset}" has changed since.`, {
    where: `model ${model.title}`,
    remedy: 'Train the model again on the new data.',
  });
}
