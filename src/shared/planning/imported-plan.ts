import type { ModelDescription } from '../models/model-description';
import { parsePlan } from '../plan/plan-file';
import type { StudyPlan } from '../plan/plan';
import { modelsPlan } from './models-plan';

const samples = 50;

/**
 * A study of a model that was made elsewhere, on the data that it was imported for, which can be run as it is.
 *
 * @param testCount samples of the data's test split
 */
export function importedPlan(
  model: Pick<ModelDescription, 'title' | 'spec' | 'modalities' | 'target' | 'imported'>,
  testCount: number,
): StudyPlan {
  const data = {
    name: model.spec.dataset,
    modalities: model.modalities,
    target: model.target,
    splits: { test: testCount },
  };
  return parsePlan(modelsPlan(data, [model], { attacks: null, samples, seeds: null }), 'plan');
}
