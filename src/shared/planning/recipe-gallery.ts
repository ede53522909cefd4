import type { ModalityKind, ModalitySpecs } from '../data/modality';
import type { EncoderName } from '../recipe/encoders';
import { FusionChoice, type FusionName } from '../recipe/fusions';
import { recipeCatalogue } from './choice-catalogue';
import type { RecipeParts } from './recipe-draft';
import { skeletonOf, streamsTraining } from './streams-plan';

/** Fields of training, those of groups within them. */
export interface TrainingFields {
  readonly [field: string]: string | number | TrainingFields;
}

/** A recipe to begin with. */
export interface GalleryRecipe {
  /** Name of the fusion; of a baseline, the one modality that it reads. */
  readonly name: string;
  readonly meaning: string;
  /** Modalities that it reads. */
  readonly modalities: ModalitySpecs;
  readonly parts: RecipeParts;
  /** What it is trained with, where the default would not make it what it is called. */
  readonly training: TrainingFields;
}

/** The encoders that keep what a fusion of tokens joins. */
const tokenEncoder: Readonly<Record<ModalityKind, EncoderName>> = {
  image: 'patch-tokens',
  text: 'word-transformer',
  audio: 'step-tokens',
  tabular: 'mlp',
  sequence: 'step-tokens',
  skeleton: 'step-tokens',
};
const joinsTokens: Readonly<Record<FusionName, boolean>> = {
  concat: false,
  product: false,
  gated: false,
  'low-rank-tensor': false,
  'token-transformer': true,
  late: false,
  qmf: false,
  deq: false,
  crmt: false,
  mult: true,
  mla: false,
  'unis-mmc': false,
};

/**
 * Recipes for these modalities: every fusion of the catalogue with encoders that suit it, systems that a training makes, then
 * every modality alone. With one modality there is nothing to fuse.
 */
export function recipeGallery(specs: ModalitySpecs): readonly GalleryRecipe[] {
  const all = Object.entries(specs);
  const alone = all.map(([id, spec]): GalleryRecipe => ({
    name: id,
    meaning: '',
    modalities: { [id]: spec },
    parts: { fusion: 'concat' },
    training: {},
  }));
  if (all.length < 2) return [...unlabelled(specs), ...alone];
  const meanings = new Map(recipeCatalogue().fusions.map(({ name, meaning }) => [name, meaning]));
  const fused = FusionChoice.options.map(
    ({
      shape: {
        name: { value: name },
      },
    }): GalleryRecipe => {
      const encoders = Object.fromEntries(all.map(([id, { kind }]) => [id, tokenEncoder[kind]]));
      return {
        name,
        meaning: meanings.get(name) ?? '',
        modalities: specs,
        parts: {
          fusion: name,
          ...(joinsTokens[name] ? { encoders } : {}),
          ...(name === 'mla' ? { head: 'linear' } : {}),
        },
        training: name === 'mla' ? { method: 'alternating' } : {},
      };
    },
  );
  return [...fused, adapted(specs), ...unlabelled(specs), ...alone];
}

/** After the idea of MMLoRA: what the inputs say, each trained by itself, added up; then adapters over what is frozen. */
function adapted(specs: ModalitySpecs): GalleryRecipe {
  return {
    name: 'adapters',
    meaning: 'each input trained by itself, then low-rank adapters over all (MMLoRA-style reconstruction)',
    modalities: specs,
    parts: { fusion: 'late', fusionFields: { together: 'sum' }, head: 'linear' },
    training: { method: 'adapters' },
  };
}

/** UmURL of the first skeleton whose bones are known, with passes and training as in the lab's own study of it. */
function unlabelled(specs: ModalitySpecs): readonly GalleryRecipe[] {
  const skeleton = skeletonOf(specs);
  if (skeleton === null) return [];
  return [
    {
      name: 'umurl',
      meaning: 'joints, bones and motion in one encoder that learns without labels first (UmURL)',
      modalities: { [skeleton]: specs[skeleton] },
      parts: { encoders: { [skeleton]: 'umurl' }, fusion: 'concat', head: 'linear' },
      training: { ...streamsTraining, pretraining: { epochs: 120 } },
    },
  ];
}
