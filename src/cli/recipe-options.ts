import type { Command } from 'commander';
import type { DatasetManifest } from '../shared/dataset';
import { LabError } from '../shared/errors';
import type { ModalityKind } from '../shared/modality';
import { EncoderChoice, FusionChoice, HeadChoice, Recipe, type EncoderName } from '../shared/recipe';
import { assignment } from './option-values';
import { suggestion } from './suggestion';

/** The encoder of a modality for which none is named. */
const defaultEncoder: Readonly<Record<ModalityKind, EncoderName>> = { image: 'cnn', text: 'mean-words' };

export const encoderNames = EncoderChoice.options.map((option) => option.shape.name.value);
export const fusionNames = FusionChoice.options.map((option) => option.shape.name.value);
export const headNames = HeadChoice.options.map((option) => option.shape.name.value);

export interface RecipeOptions {
  readonly encoder?: Readonly<Record<string, string>>;
  readonly head?: string;
}

export function addRecipeOptions(command: Command): void {
  command
    .option(
      '--encoder <modality=name>',
      `encoder of a modality (${encoderNames.join(', ')}); may be repeated`,
      assignment,
    )
    .option('--head <name>', `head (${headNames.join(', ')})`);
}

/** A recipe for the modalities of a data set, not yet checked: encoders by name or by default, one fusion, one head. */
export function recipeFor(manifest: DatasetManifest, fusion: string, options: RecipeOptions): unknown {
  const chosen = options.encoder ?? {};
  const modalities = Object.keys(manifest.modalities);
  const unknown = Object.keys(chosen).find((modality) => !modalities.includes(modality));
  if (unknown !== undefined) {
    throw new LabError('invalid', `The data set "${manifest.name}" has no modality ${JSON.stringify(unknown)}.`, {
      where: '--encoder',
      remedy: suggestion(unknown, modalities, 'modalities'),
    });
  }
  return {
    encoders: Object.fromEntries(
      Object.entries(manifest.modalities).map(([modality, spec]) => [
        modality,
        { name: chosen[modality] ?? defaultEncoder[spec.kind] },
      ]),
    ),
    fusion: { name: fusion },
    // Written out even where it is the default, so that `--set head.hidden=…` finds it.
    head: options.head === undefined ? Recipe.shape.head.parse(undefined) : { name: options.head },
  };
}
