import { LabError } from '../../shared/errors';
import type { StudyPlan } from '../../shared/plan';
import type { Dataset } from '../data/dataset';
import { openLabDataset } from '../lab/datasets';

/** Opens the data set a plan names. @throws LabError with the plan's field as `where` when the lab has no such one */
export async function openStudyDataset(lab: string, plan: StudyPlan): Promise<Dataset> {
  try {
    return await openLabDataset(lab, plan.data.dataset);
  } catch (error) {
    if (error instanceof LabError && error.code === 'not-found' && error.where === 'dataset') {
      throw new LabError('not-found', error.message, {
        where: 'plan.data.dataset',
        ...(error.remedy === undefined ? {} : { remedy: error.remedy }),
      });
    }
    throw error;
  }
}
