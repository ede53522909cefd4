import { LabError } from '../../shared/errors';
import type { ModelDescription } from '../../shared/models/model-description';
import { labelsPixels } from '../../shared/recipe/recipe-task';

/** @throws LabError `unsupported` for a model that answers for every pixel, where one answer is looked at by hand */
export function checkOneAnswer({ title, spec }: Pick<ModelDescription, 'title' | 'spec'>): void {
  if (!labelsPixels(spec.recipe)) return;
  throw new LabError(
    'unsupported',
    `${title} answers for every pixel, and here one answer for the sample is asked for.`,
    {
      where: 'model',
      remedy: 'Attack it in a study: its samples show what it says of every pixel, before and after.',
    },
  );
}
