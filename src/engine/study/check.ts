import type { Expansion, StudyPlan } from '../../shared/plan';
import { findModel } from '../lab/models';
import { expand } from './expand';
import { openStudyDataset } from './study-dataset';

/** What a run of this plan would compute in this lab folder. @throws LabError `invalid`, `not-found`, `damaged` */
export async function checkStudy(plan: StudyPlan, lab: string): Promise<Expansion> {
  const cells = expand(plan, await openStudyDataset(lab, plan));
  const ids = new Set(cells.cells.filter((cell) => cell.kind === 'model').map((cell) => cell.model));
  const found = await Promise.all([...ids].map((id) => findModel(lab, id)));
  return { ...cells, trainedModels: found.flatMap((model) => (model === null ? [] : [model.id])) };
}
