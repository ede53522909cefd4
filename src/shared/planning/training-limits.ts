import { AdaptingChoice, adaptedInputs } from '../training/adapting';
import { TrainingChoice, type TrainingMethod } from '../training/training';
import {
  beginsApart,
  canAlternate,
  canBeginApart,
  methodLimit,
  notApart,
  notAlternating,
} from '../training/training-method';

/** A training as far as it is written. */
interface TrainingDraft {
  readonly method?: unknown;
  readonly alternating?: unknown;
}

interface RecipeDraft {
  readonly encoders: Readonly<Record<string, { readonly name: string }>>;
  readonly fusion?: { readonly name: string; readonly separate?: unknown } | undefined;
}

/** Why a field of training does nothing beside what else is chosen; the engine refuses the same. */
export const trainingReasons = {
  joint: 'training of one input after the other alone has it, and all learn at once',
  begun: 'training of one input after the other alone has it, and each begins by itself',
  apart: 'training that goes on from an ensemble alone has it',
  whole: 'all weights learn on, without adapters',
  own: 'inputs that begin each by itself have encoders of their own',
  plain: 'the gradient of the shared head is taken as it is',
  labelled: 'no encoder of the recipe learns without labels; “umurl” does, of a skeleton',
} as const;

/** Fields of alternating training that say how a gradient is modified. */
const ofModification = ['alpha', 'alphaFalls', 'rescaled'] as const;

/** Of a field of training, by its path: why it cannot be set; null: it can. */
export function trainingLimit(field: string, recipe: RecipeDraft, training: TrainingDraft): string | null {
  const [group, name] = field.split('.');
  switch (group) {
    case 'method':
      return canAlternate(recipe) || canBeginApart(recipe) ? null : `${notAlternating}; an ensemble ${notApart}`;
    case 'alternating':
      return alternatingLimit(name, training);
    case 'adapting':
      return adaptingLimit(name, training);
    case 'pretraining':
      return canPretrain(recipe) ? null : trainingReasons.labelled;
    default:
      return null;
  }
}

/** Of an option of a field of training, by the path of that: why it cannot be chosen, a clause after it; null: it can. */
export function optionLimit(
  field: string,
  option: string,
  recipe: RecipeDraft,
  training: TrainingDraft,
): string | null {
  const method = methodIn(training);
  switch (field) {
    case 'method':
      return methodLimit(TrainingChoice.shape.method.parse(option), recipe);
    case 'encoders':
      return option === 'shared' && beginsApart(method) ? trainingReasons.own : null;
    case 'adapting.adapted':
      return method === 'adapters' ? adaptedLimit(option, recipe) : null;
    default:
      return null;
  }
}

function adaptedLimit(option: string, recipe: RecipeDraft): string | null {
  const adapting = AdaptingChoice.parse({ adapted: option });
  return adaptedInputs(recipe, adapting).length > 0
    ? null
    : `the recipe reads ${String(Object.keys(recipe.encoders).length)} inputs`;
}

/** @param field of alternating training */
function alternatingLimit(field: string, training: TrainingDraft): string | null {
  const method = methodIn(training);
  if (method !== 'alternating') return beginsApart(method) ? trainingReasons.begun : trainingReasons.joint;
  const { alternating } = training;
  const isPlain =
    typeof alternating === 'object' &&
    alternating !== null &&
    'modification' in alternating &&
    alternating.modification === 'none';
  return isPlain && ofModification.some((one) => one === field) ? trainingReasons.plain : null;
}

/** What is not written yet, or not known, is trained as if nothing were said. */
function methodIn({ method }: TrainingDraft): TrainingMethod {
  return TrainingChoice.shape.method.safeParse(method).data ?? 'joint';
}

/** Fields of what goes on from an ensemble that say how its adapters are. */
const ofAdapters = ['adapterRank', 'scaling', 'adapted', 'adaptedLayers', 'answerHeads'] as const;

/** @param field of what follows an ensemble */
function adaptingLimit(field: string, { method }: TrainingDraft): string | null {
  if (method === 'adapters') return null;
  if (method !== 'fine-tuned') return trainingReasons.apart;
  return ofAdapters.some((one) => one === field) ? trainingReasons.whole : null;
}

function canPretrain({ encoders }: RecipeDraft): boolean {
  return Object.values(encoders).some(({ name }) => name === 'umurl');
}
