import { z } from 'zod';
import { BroughtHash } from './brought';
import { DatasetName } from '../data/dataset';
import { Recipe } from '../recipe/recipe';
import { TrainingChoice } from '../training/training';

/** Everything that determines a trained model, but for the data's content hash. */
export const ModelSpec = z.strictObject({
  dataset: DatasetName,
  recipe: Recipe,
  training: TrainingChoice.prefault({}),
  seed: z.int().min(0).default(0),
  /** Its weights come from outside, under this hash; no training, no seed makes another model of it. Absent: it is trained. */
  brought: BroughtHash.optional(),
});
export type ModelSpec = z.infer<typeof ModelSpec>;
