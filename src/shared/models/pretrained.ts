import { z } from 'zod';
import { EncoderChoice } from '../recipe/encoders';

/** SHA-256, in hex, of weights as the lab keeps them. */
export const WeightsHash = z.string().regex(/^[0-9a-f]{64}$/u, {
  message: 'Give 64 hexadecimal digits, the SHA-256 of weights that `muroan model weights` lists',
});

/** What an encoder starts from, and whether it learns on. */
export const PretrainedEncoder = z.strictObject({
  weights: WeightsHash.meta({ description: 'SHA-256 of weights in this lab that the encoder starts from' }),
  encoder: z
    .enum(['frozen', 'tuned'])
    .default('frozen')
    .meta({
      title: 'encoder afterwards',
      description: 'when labels are seen: it stays as it is, or learns on (fine-tuning)',
      words: { frozen: 'stays as it is', tuned: 'learns on' },
    }),
});
export type PretrainedEncoder = z.infer<typeof PretrainedEncoder>;

/** By modality; those that start from nothing are left out. */
export const PretrainedEncoders = z.record(z.string(), PretrainedEncoder);
export type PretrainedEncoders = z.infer<typeof PretrainedEncoders>;

/** Bytes of a file of weights that is taken in: the engine holds it as a whole, a few times over. */
export const largestWeightsFile = 64 * 1024 * 1024;
/** Bytes that a window sends at once; larger files are given to the command line. */
export const largestWeightsInWindow = 8 * 1024 * 1024;

/** What somebody calls a file, without the folders it lay in. */
const FileName = z.string().min(1).max(255);

/** `weights.json` of a folder of weights, beside `weights.safetensors`. */
export const WeightsDescription = z.strictObject({
  format: z.literal('muroan.weights'),
  formatVersion: z.literal(1),
  /** SHA-256 of `weights.safetensors`; also the folder's name (shortened). */
  hash: WeightsHash,
  /** Name of the file they came in. */
  file: FileName,
  /** The encoder that the file says it is of; null: it does not say. */
  encoder: EncoderChoice.nullable(),
  /** Words that the file says its rows are of; null: it does not say. */
  words: z.int().min(0).nullable(),
  tensors: z.array(z.strictObject({ name: z.string(), shape: z.array(z.int().min(0)) })).min(1),
  /** Numbers of all tensors. */
  parameters: z.int().min(1),
  /** Tensors that were of another type than float32, and are float32 now. */
  converted: z.int().min(0),
  /** Tensors that were called otherwise in the file. */
  renamed: z.int().min(0),
  addedAt: z.iso.datetime(),
});
export type WeightsDescription = z.infer<typeof WeightsDescription>;

/** What an encoder of a trained model started from. */
export const EncoderOrigin = z.strictObject({ weights: WeightsHash, file: FileName });
export type EncoderOrigin = z.infer<typeof EncoderOrigin>;

/** Those of the inputs that a recipe reads. */
export function pretrainedOf(
  encoders: Readonly<Record<string, unknown>>,
  pretrained: PretrainedEncoders,
): PretrainedEncoders {
  return Object.fromEntries(Object.entries(pretrained).filter(([modality]) => Object.hasOwn(encoders, modality)));
}

/** Which encoders of a training start from weights of the lab, in words; empty where none does. */
export function pretrainedWords({
  pretrained,
}: {
  readonly pretrained: PretrainedEncoders;
}): readonly (readonly ['pretrained', string])[] {
  const parts = Object.keys(pretrained)
    .sort()
    .map((modality) => {
      const { weights, encoder } = pretrained[modality];
      return `encoder of ${modality} from weights ${weights.slice(0, 12)}, ${encoder}`;
    });
  return parts.length === 0 ? [] : [['pretrained', parts.join('; ')]];
}
