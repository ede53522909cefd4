import type { Command } from 'commander';
import type { DatasetManifest } from '../shared/data/dataset';
import { LabError } from '../shared/errors';
import type { RecipeParts } from '../shared/planning/recipe-draft';
import { modalityFacts } from '../shared/data/modality';
import { EncoderChoice } from '../shared/recipe/encoders';
import { FusionChoice } from '../shared/recipe/fusions';
import { HeadChoice } from '../shared/recipe/heads';
import { TrainingChoice } from '../shared/training/training';
import { assignment } from './option-values';
import { suggestion } from '../shared/text/suggestion';

const encoderNames = EncoderChoice.options.map((option) => option.shape.name.value);
export const fusionNames = FusionChoice.options.map((option) => option.shape.name.value);
const headNames = HeadChoice.options.map((option) => option.shape.name.value);

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

/** `--image cnn` where `--encoder image=cnn` is meant, `--epochs 3` where `--set training.epochs=3` is. */
export function recipeOptionMeantBy(option: string): string | null {
  const name = plain(option);
  if (Object.hasOwn(modalityFacts, name)) return `--encoder ${name}=NAME`;
  const field = Object.keys(TrainingChoice.shape).find((known) => plain(known) === name);
  return field === undefined ? null : `--set training.${field}=VALUE`;
}

/** `--batch-size` and `batchSize` are one. */
function plain(name: string): string {
  return name.replaceAll('-', '').toLowerCase();
}

/** The named parts. @throws LabError `invalid` for an encoder of a modality that the data set does not have */
export function recipeParts(
  manifest: DatasetManifest,
  { encoder = {}, head }: RecipeOptions,
): Omit<RecipeParts, 'fusion'> {
  const modalities = Object.keys(manifest.modalities);
  const unknown = Object.keys(encoder).find((modality) => !modalities.includes(modality));
  if (unknown !== undefined) {
    throw new LabError('invalid', `The data set "${manifest.name}" has no modality ${JSON.stringify(unknown)}.`, {
      where: '--encoder',
      remedy: suggestion(unknown, modalities, 'modalities'),
    });
  }
  return { encoders: encoder, ...(head === undefined ? {} : { head }) };
}
