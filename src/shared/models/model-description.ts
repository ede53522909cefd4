import { z } from 'zod';
import { Adapters, TrainedAlone } from '../training/adapting';
import { BroughtModel } from './brought';
import { ImportedModel } from '../imported/imported-model';
import { Integration } from '../training/integration';
import { MeasuredScore } from './measured-score';
import { ModalitySpecs } from '../data/modality';
import { ModelSpec } from './model-spec';
import { PartSizes } from './part-sizes';
import { EncoderOrigin } from './pretrained';
import { Pretraining } from '../training/pretraining';
import { Target } from '../data/target';
import { CurvePoint } from '../training/training-progress';

/** `model.json` of a model folder, beside `weights.safetensors`. */
export const ModelDescription = z.strictObject({
  format: z.literal('muroan.model'),
  formatVersion: z.literal(1),
  /** Hash of the specification and the data's content hash; also the folder's name (shortened). */
  id: z.string().length(64),
  /** Short name for people: `concat (cnn + mean-words, mlp) · seed 0`. */
  title: z.string(),
  spec: ModelSpec,
  datasetHash: z.string().length(64),
  modalities: ModalitySpecs,
  classes: z.array(z.string()).min(1),
  /** As the data have it. */
  target: Target.optional(),
  /** Words by id, from the training split; ids 0 and 1 are padding and unknown. Empty without text. */
  vocabulary: z.array(z.string()),
  /** All weights that training sets. */
  parameters: z.int().min(0),
  /** How many of them each part has; absent: trained before the lab counted them apart. */
  parts: PartSizes.optional(),
  weightsHash: z.string().length(64),
  /** The model whose weights it goes on from, or whose encoders it shares, and the weights that had; absent: its own. */
  encodersFrom: z.strictObject({ model: z.string().length(64), weightsHash: z.string().length(64) }).optional(),
  /** Of encoders that started from weights of the lab, by modality: which they were; `spec` says which stayed as they were. */
  pretrainedFrom: z.record(z.string(), EncoderOrigin).optional(),
  curve: z.array(CurvePoint),
  bestEpoch: z.int().min(0),
  /** Clean accuracy on the whole test split. */
  test: z.strictObject({ correct: z.int().min(0), count: z.int().positive() }),
  /** Of a model made elsewhere, where the data ask for a set or a value; absent: one class, or the lab trained it. */
  score: MeasuredScore.optional(),
  /** What its clean answers to the whole test split took once; absent: trained before the lab timed them. */
  answering: z.strictObject({ seconds: z.number().min(0), count: z.int().positive() }).optional(),
  device: z.string(),
  /** Of a fusion whose decision is a sum over the modalities. */
  integration: Integration.optional(),
  /** Of low-rank adapters over frozen weights: they lie in `adapters.safetensors` too, merged they are part of the weights. */
  adapters: Adapters.optional(),
  /** Of inputs that were trained each by itself. */
  alone: z.record(z.string(), TrainedAlone).optional(),
  /** Of a training that began without labels. */
  pretraining: Pretraining.optional(),
  /** Of a model that was made elsewhere; absent: trained here. */
  imported: ImportedModel.optional(),
  /** Of weights that were brought into the lab's own parts; absent: trained here, or imported as a whole. */
  brought: BroughtModel.optional(),
  seconds: z.number().min(0),
  appVersion: z.string(),
});
export type ModelDescription = z.infer<typeof ModelDescription>;
