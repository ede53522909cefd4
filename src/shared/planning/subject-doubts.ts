import { adaptedInputs } from '../training/adapting';
import type { StudyPlan } from '../plan/plan';
import type { Problem } from '../problem';
import { modalityIds, type Recipe } from '../recipe/recipe';

type Subject = StudyPlan['subjects'][number];

/** Parts of models that can be trained and do not do what they are chosen for. */
export function subjectDoubts(subjects: readonly Subject[]): readonly Problem[] {
  return subjects.flatMap(({ recipe, training }, index) => {
    const where = `plan.subjects[${String(index)}]`;
    return [...contrastDoubts(recipe, training, where), ...rankDoubts(recipe, training, where)];
  });
}

/** UniS-MMC compares the inputs of a sample with each other, and their pairs within a batch. */
function contrastDoubts(
  recipe: Recipe,
  { batchSize }: Pick<Subject['training'], 'batchSize'>,
  where: string,
): readonly Problem[] {
  const { fusion } = recipe;
  if (fusion.name !== 'unis-mmc' || fusion.contrast === 0) return [];
  if (modalityIds(recipe).length === 1) {
    const text = `is ${String(fusion.contrast)}, and the recipe has one input: there is no other that it is drawn towards, so this is training without a contrast.`;
    return [{ where: `${where}.recipe.fusion.contrast`, text }];
  }
  if (batchSize > 1) return [];
  const text = `is 1, and the contrast of "unis-mmc" weighs the samples of a batch against each other: of one alone there is nothing to weigh. Give 2 or more.`;
  return [{ where: `${where}.training.batchSize`, text }];
}

/** The product of two matrices of r columns is of low rank only while the kernel has more rows and columns. */
function rankDoubts(
  recipe: Recipe,
  { method, adapting }: Pick<Subject['training'], 'method' | 'adapting'>,
  where: string,
): readonly Problem[] {
  if (method !== 'adapters') return [];
  const narrow = adaptedInputs(recipe, adapting).flatMap((id) => {
    const encoder = recipe.encoders[id];
    const width = 'width' in encoder ? encoder.width : null;
    return width !== null && width <= adapting.adapterRank ? [`“${id}” has a width of ${String(width)}`] : [];
  });
  if (narrow.length === 0) return [];
  const text = `is ${String(adapting.adapterRank)}, and ${narrow.join(', ')}: of kernels no wider than that an adapter is of no lower rank than they are, and has more numbers. Give less than the width.`;
  return [{ where: `${where}.training.adapting.adapterRank`, text }];
}
