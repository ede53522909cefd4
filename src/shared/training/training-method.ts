import { AdaptingChoice, adaptedInputs } from './adapting';
import type { ModelSpec } from '../models/model-spec';
import { pretrainedOf } from '../models/pretrained';
import { modalityIds, type Recipe } from '../recipe/recipe';
import { AlternatingTraining, type TrainingChoice, type TrainingMethod } from './training';

/** Can a recipe be trained one input after the other? Its inputs must answer each by themselves through a head they share. */
export function canAlternate({ fusion }: { readonly fusion?: { readonly name: string } | undefined }): boolean {
  return fusion?.name === 'mla';
}

/** What keeps a recipe from being trained one input after the other; a clause after `is "alternating", which`. */
export const notAlternating =
  'needs inputs that answer each by themselves through a head they share, as the fusion “mla” has it';

/** Does a method begin with inputs that are trained each by itself? */
export function beginsApart(method: TrainingMethod): method is 'ensemble' | 'fine-tuned' | 'adapters' {
  return method === 'ensemble' || method === 'fine-tuned' || method === 'adapters';
}

/** Can the inputs of a recipe be trained each by itself, and be put together so? */
export function canBeginApart({
  encoders,
  fusion,
}: {
  readonly encoders: Readonly<Record<string, unknown>>;
  readonly fusion?: { readonly name: string } | undefined;
}): boolean {
  return fusion?.name === 'late' && Object.keys(encoders).length > 1;
}

/** What keeps a recipe from that; a clause after its method. */
export const notApart = 'needs two inputs or more with a head each, as the fusion “late” has them';

/** What keeps inputs that are trained separately for good from learning on together; a clause after its method. */
export const notTogether =
  'lets the inputs learn on together, and the fusion “late”, trained separately, keeps each to itself';

/** A recipe as far as it is written. */
interface RecipeDraft {
  readonly encoders: Readonly<Record<string, unknown>>;
  readonly fusion?: { readonly name: string; readonly separate?: unknown } | undefined;
}

/** What keeps a recipe from being trained by a method; a clause after it; null: nothing does. */
export function methodLimit(method: TrainingMethod, recipe: RecipeDraft): string | null {
  switch (method) {
    case 'joint':
      return null;
    case 'alternating':
      return canAlternate(recipe) ? null : notAlternating;
    case 'ensemble':
      return canBeginApart(recipe) ? null : notApart;
    case 'fine-tuned':
    case 'adapters':
      if (!canBeginApart(recipe)) return notApart;
      return recipe.fusion?.separate === true ? notTogether : null;
    default:
      return method satisfies never;
  }
}

/**
 * The training of a model beside one that is trained so: of a recipe that its method does not fit, all parts at once; weights
 * are those of the inputs that it reads.
 */
export function fittingTraining(recipe: Recipe, given: TrainingChoice): TrainingChoice {
  const training = { ...given, pretrained: pretrainedOf(recipe.encoders, given.pretrained) };
  if (canAlternate(recipe) && !beginsApart(training.method)) return training;
  if (beginsApart(training.method) && methodLimit(training.method, recipe) === null) {
    // Without one of its inputs a recipe may not have the one that adapters are of.
    const fits = adaptedInputs(recipe, training.adapting).length > 0;
    return fits ? training : { ...training, adapting: { ...training.adapting, adapted: 'all' } };
  }
  return {
    ...training,
    method: 'joint',
    alternating: AlternatingTraining.parse({}),
    adapting: AdaptingChoice.parse({}),
  };
}

/** The ensemble that a specification goes on from; null where it begins by itself. */
export function ensembleOf(spec: ModelSpec): ModelSpec | null {
  const { method } = spec.training;
  switch (method) {
    case 'joint':
    case 'alternating':
    case 'ensemble':
      return null;
    case 'fine-tuned':
    case 'adapters':
      return { ...spec, training: { ...spec.training, method: 'ensemble', adapting: AdaptingChoice.parse({}) } };
    default:
      return method satisfies never;
  }
}

/** An input of an ensemble as a model of its own, all parts of which are trained at once. */
export function aloneOf({ recipe, training, ...spec }: ModelSpec, id: string): ModelSpec {
  const encoders = { [id]: recipe.encoders[id] };
  const pretrained = pretrainedOf(encoders, training.pretrained);
  return {
    ...spec,
    recipe: { ...recipe, encoders },
    training: { ...training, method: 'joint', adapting: AdaptingChoice.parse({}), pretrained },
  };
}

/** Settings of the steps that a specification is trained by itself: after an ensemble they are others. */
export function ownSteps(training: TrainingChoice): TrainingChoice {
  const { method, adapting } = training;
  return method === 'fine-tuned' || method === 'adapters'
    ? { ...training, epochs: adapting.epochs, learningRate: adapting.learningRate }
    : training;
}

/** Passes over the training split at most: of an ensemble, by each of its inputs. */
export function mostEpochs({ recipe, training }: Pick<ModelSpec, 'recipe' | 'training'>): number {
  const { epochs, method } = ownSteps(training);
  return method === 'ensemble' ? epochs * modalityIds(recipe).length : epochs;
}

/** What follows inputs that were trained each by itself, in a few words; null of a method that trains none so. */
export function stageWords({ method, adapting }: Pick<TrainingChoice, 'method' | 'adapting'>): string | null {
  switch (method) {
    case 'joint':
    case 'alternating':
      return null;
    case 'ensemble':
      return 'ensemble';
    case 'fine-tuned':
      return 'ensemble fine-tuned';
    case 'adapters':
      return `adapters of rank ${String(adapting.adapterRank)}`;
    default:
      return method satisfies never;
  }
}

/** How a training by stages or turns goes, in words, by field; empty of a joint one. */
export function methodOf(
  training: Pick<TrainingChoice, 'method' | 'alternating' | 'adapting'>,
): readonly (readonly ['alternating' | 'adapting', string])[] {
  const { method, alternating, adapting } = training;
  switch (method) {
    case 'joint':
      return [];
    case 'alternating':
      return [['alternating', turnsIn(alternating)]];
    // Which method it is stands beside its plain settings.
    case 'ensemble':
      return [];
    case 'fine-tuned':
      return [['adapting', `from the ensemble of inputs trained each by itself, all weights; ${stepsIn(adapting)}`]];
    case 'adapters':
      return [['adapting', `${adaptersIn(adapting)}; ${stepsIn(adapting)}; MMLoRA-style reconstruction, not verified`]];
    default:
      return method satisfies never;
  }
}

function adaptersIn({ adapterRank, scaling, adapted, adaptedLayers, answerHeads }: AdaptingChoice): string {
  const inputs = {
    all: 'all encoders',
    first: 'the first encoder',
    second: 'the second encoder',
    third: 'the third encoder',
  };
  const layers = { all: 'all layers', 'last-half': 'the last half of the layers' };
  return `adapters of rank ${String(adapterRank)}, a ${String(scaling)}, over ${layers[adaptedLayers]} of ${inputs[adapted]} of the frozen ensemble; heads ${answerHeads}`;
}

function stepsIn({ epochs, learningRate }: AdaptingChoice): string {
  return `${String(epochs)} ${epochs === 1 ? 'epoch' : 'epochs'} at most at ${String(learningRate)}`;
}

function turnsIn(alternating: AlternatingTraining): string {
  const { turns, modification, alpha, alphaFalls, rescaled } = alternating;
  const inOrder = { fixed: 'inputs in a fixed order', random: 'inputs in an order drawn for every batch' }[turns];
  if (modification === 'none') return `${inOrder}; gradient of the shared head as it is`;
  const how = {
    previous: 'gradient of the shared head times what the features of earlier steps leave free (reconstruction)',
    added: 'gradient of the shared head with what its own features leave free added (BalanceBenchmark)',
  }[modification];
  return `${inOrder}; ${how}, α ${String(alpha)}${alphaFalls ? ' falling to a tenth in every epoch' : ''}${rescaled ? ', rescaled by the Frobenius norm' : ''}`;
}
