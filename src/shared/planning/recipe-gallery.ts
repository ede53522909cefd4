import type { ModalityKind, ModalitySpecs } from '../modality';
import type { EncoderName } from '../recipe/encoders';
import { FusionChoice, type FusionName } from '../recipe/fusions';
import { recipeCatalogue } from './choice-catalogue';
import type { RecipeParts } from './recipe-draft';

/** A recipe to begin with. */
export interface GalleryRecipe {
  /** Name of the fusion; of a baseline, the one modality that it reads. */
  readonly name: string;
  readonly meaning: string;
  /** Modalities that it reads. */
  readonly modalities: ModalitySpecs;
  readonly parts: RecipeParts;
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
 * Recipes for these modalities: every fusion of the catalogue with encoders that suit it, then every modality alone.
 * With one modality there is nothing to fuse, and one recipe.
 */
export function recipeGallery(specs: ModalitySpecs): readonly GalleryRecipe[] {
  const all = Object.entries(specs);
  const alone = all.map(([id, spec]): GalleryRecipe => ({
    name: id,
    meaning: '',
    modalities: { [id]: spec },
    parts: { fusion: 'concat' },
  }));
  if (all.length < 2) return alone;
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
        parts: { fusion: name, ...(joinsTokens[name] ? { encoders } : {}) },
      };
    },
  );
  return [...fused, ...alone];
}
