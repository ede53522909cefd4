import type { DatasetManifest } from '../../shared/data/dataset';
import { LabError } from '../../shared/errors';
import { shortId } from '../../shared/identity';
import type { StudyPlan, Subject } from '../../shared/plan/plan';
import { isImported } from '../../shared/recipe/recipe';
import type { Dataset } from '../data/dataset';
import { openLabDataset } from '../lab/datasets';
import { findModel } from '../lab/models';
import { modelId } from '../training/identity';
import { notBrought } from './brought-faults';
import type { KnownImported } from './imported-faults';

/** Opens the data set a plan names. @throws LabError with the plan's field as `where` when the lab has no such one */
export async function openStudyDataset(lab: string, plan: StudyPlan): Promise<Dataset> {
  const dataset = await openNamed(lab, plan);
  await checkImported(lab, plan, dataset.manifest);
  await checkBrought(lab, plan, dataset.manifest);
  return dataset;
}

/** The imported models that subjects name, by id; those that the lab folder does not hold are left out. */
export async function importedOf(lab: string, subjects: readonly (Subject | null)[]): Promise<KnownImported> {
  const ids = subjects.flatMap((subject) =>
    subject !== null && isImported(subject.recipe) ? [subject.recipe.fusion.model] : [],
  );
  const found = await Promise.all([...new Set(ids)].map((id) => findModel(lab, id)));
  return Object.fromEntries(
    found.flatMap((model) => (model?.imported === undefined ? [] : [[model.id, model.imported]])),
  );
}

/** Imported models cannot be made when they are missing, nor for other data than they were imported for. */
async function checkImported(lab: string, { subjects }: StudyPlan, { name, hash }: DatasetManifest): Promise<void> {
  for (const [index, { recipe }] of subjects.entries()) {
    if (!isImported(recipe)) continue;
    const { model } = recipe.fusion;
    const where = `plan.subjects[${index}].recipe.fusion.model`;
    const known = await findModel(lab, model);
    if (known?.imported === undefined) {
      throw new LabError(
        'not-found',
        `names the imported model ${shortId(model)}, which this lab folder does not hold.`,
        {
          where,
          remedy: 'Import it first; "muroan model list" tells which are there.',
        },
      );
    }
    if (known.datasetHash !== hash) {
      throw new LabError(
        'conflict',
        `names "${known.title}", which was imported for other data than "${name}" now holds.`,
        {
          where,
          remedy: 'Import the model again for these data.',
        },
      );
    }
  }
}

/** Nor can weights that were brought. */
async function checkBrought(
  lab: string,
  { subjects, seeds: [seed] }: StudyPlan,
  manifest: DatasetManifest,
): Promise<void> {
  for (const [index, { recipe, training, brought }] of subjects.entries()) {
    if (brought === undefined) continue;
    const id = modelId({ dataset: manifest.name, recipe, training, seed, brought }, manifest.hash);
    if ((await findModel(lab, id)) === null) throw notBrought(brought, `plan.subjects[${index}].brought`);
  }
}

async function openNamed(lab: string, plan: StudyPlan): Promise<Dataset> {
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
