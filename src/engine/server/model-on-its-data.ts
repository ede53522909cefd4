import { LabError } from '../../shared/errors';
import type { ModelDescription } from '../../shared/model-description';
import { showDataset } from '../lab/datasets';
import { showModel } from '../lab/models';

/** A model whose data set is still the one it was trained on. @throws LabError `not-found`, `conflict` */
export async function modelOnItsData(lab: string, given: string): Promise<ModelDescription> {
  const model = await showModel(lab, given);
  const manifest = await showDataset(lab, model.spec.dataset);
  if (manifest.hash === model.datasetHash) return model;
  throw new LabError('conflict', `was trained on other data: "${model.spec.dataset}" has changed since.`, {
    where: `model ${model.title}`,
    remedy: 'Train the model again on the new data.',
  });
}
