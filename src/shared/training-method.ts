import type { Recipe } from './recipe';
import { AlternatingTraining, type TrainingChoice } from './training';

/** Can a recipe be trained one input after the other? Its inputs must answer each by themselves through a head they share. */
export function canAlternate({ fusion }: { readonly fusion?: { readonly name: string } | undefined }): boolean {
  return fusion?.name === 'mla';
}

/** What keeps a recipe from being trained one input after the other; a clause after `is "alternating", which`. */
export const notAlternating =
  'needs inputs that answer each by themselves through a head they share, as the fusion “mla” has it';

/** The training of a model beside one that is trained so: of a recipe that cannot alternate, all parts at once. */
export function fittingTraining(recipe: Recipe, training: TrainingChoice): TrainingChoice {
  return canAlternate(recipe) ? training : { ...training, method: 'joint', alternating: AlternatingTraining.parse({}) };
}

/** How alternating training goes, in words, by field; empty of a joint one. */
export function alternationOf({
  method,
  alternating,
}: Pick<TrainingChoice, 'method' | 'alternating'>): readonly (readonly ['alternating', string])[] {
  return method === 'alternating' ? [['alternating', wordsOf(alternating)]] : [];
}

function wordsOf(alternating: AlternatingTraining): string {
  const { turns, modification, alpha, alphaFalls, rescaled } = alternating;
  const inOrder = { fixed: 'inputs in a fixed order', random: 'inputs in an order drawn for every batch' }[turns];
  if (modification === 'none') return `${inOrder}; gradient of the shared head as it is`;
  const how = {
    previous: 'gradient of the shared head times what the features of earlier steps leave free (reconstruction)',
    added: 'gradient of the shared head with what its own features leave free added (BalanceBenchmark)',
  }[modification];
  return `${inOrder}; ${how}, α ${String(alpha)}${alphaFalls ? ' falling to a tenth in every epoch' : ''}${rescaled ? ', rescaled by the Frobenius norm' : ''}`;
}
