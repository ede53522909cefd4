import { LabError } from '../../shared/errors';
import { mapValues } from '../../shared/map-values';
import type { ModelDescription } from '../../shared/models/model-description';
import type { PartSizes } from '../../shared/models/part-sizes';
import type { Recipe } from '../../shared/recipe/recipe';
import { toldApart } from '../../shared/recipe/recipe-task';
import type { Dataset } from '../data/dataset';
import { networkOf } from '../models/network';
import { countOf, type HostParameters } from '../models/parameters';
import { partSizes } from '../models/part-sizes';
import type { Pause } from '../pause';
import { scoreOfHost } from './test-accuracy';

/** Which tensors a recipe has, and how many numbers its parts. */
export interface NetworkOutline {
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  readonly parts: PartSizes;
  readonly parameters: number;
}

/** @param vocabulary words by id. @throws LabError `invalid` for a recipe that does not fit the data */
export function networkOutline(recipe: Recipe, { manifest }: Dataset, vocabulary: readonly string[]): NetworkOutline {
  const { classes, target } = toldApart(recipe, manifest);
  const network = networkOf(recipe, manifest.modalities, classes, vocabulary, target);
  return {
    shapes: mapValues(network.parameters, ({ shape }) => [...shape]),
    parts: partSizes(network),
    parameters: countOf(network.parameters),
  };
}

/**
 * Clean accuracy of weights that were brought, on the whole test split, counted as after a training.
 *
 * @throws LabError `invalid` for weights by which samples get answers that are no numbers; what `pause` throws
 */
export async function testOfBrought(
  { description, weights }: { readonly description: ModelDescription; readonly weights: HostParameters },
  dataset: Dataset,
  pause: Pause,
): Promise<ModelDescription['test']> {
  const { spec, modalities, classes, target, vocabulary, brought } = description;
  const network = networkOf(spec.recipe, modalities, classes.length, vocabulary, target);
  const { correct, count, loss } = await scoreOfHost(network, weights, dataset, pause);
  if (Number.isFinite(loss)) return { correct, count };
  throw new LabError('invalid', 'gives samples of the test split answers that are no finite numbers.', {
    where: brought?.file ?? description.title,
    remedy: 'Give weights of a training that went well, in the units that the lab gives: values from 0 to 1.',
  });
}
