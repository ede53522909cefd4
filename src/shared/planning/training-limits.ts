import { canAlternate, canBeginApart, notApart, notAlternating } from '../training-method';

/** A training as far as it is written. */
interface TrainingDraft {
  readonly method?: unknown;
  readonly alternating?: unknown;
}

interface RecipeDraft {
  readonly encoders: Readonly<Record<string, { readonly name: string }>>;
  readonly fusion?: { readonly name: string } | undefined;
}

/** Why a field of training does nothing beside what else is chosen; the engine refuses the same. */
export const trainingReasons = {
  joint: 'training of one input after the other alone has it, and all learn at once',
  apart: 'training that goes on from an ensemble alone has it',
  whole: 'all weights learn on, without adapters',
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

/** @param field of alternating training */
export function alternatingLimit(field: string, { method, alternating }: TrainingDraft): string | null {
  if (method !== 'alternating') return trainingReasons.joint;
  const isPlain =
    typeof alternating === 'object' &&
    alternating !== null &&
    'modification' in alternating &&
    alternating.modification === 'none';
  return isPlain && ofModification.some((one) => one === field) ? trainingReasons.plain : null;
}

/** Fields of what goes on from an ensemble that say how its adapters are. */
const ofAdapters = ['adapterRank', 'scaling', 'adapted', 'adaptedLayers', 'answerHeads'] as const;

/** @param field of what follows an ensemble */
export function adaptingLimit(field: string, { method }: TrainingDraft): string | null {
  if (method === 'adapters') return null;
  if (method !== 'fine-tuned') return trainingReasons.apart;
  return ofAdapters.some((one) => one === field) ? trainingReasons.whole : null;
}

function canPretrain({ encoders }: RecipeDraft): boolean {
  return Object.values(encoders).some(({ name }) => name === 'umurl');
}
