import { z } from 'zod';

/** In which form a model leaves the lab: a graph with its weights, or its weights alone. */
export const ModelForm = z.enum(['onnx', 'tfjs', 'safetensors']);
export type ModelForm = z.infer<typeof ModelForm>;

/** Beginning of the names of the files of a model, as people choose it. */
export const FileStem = z
  .string()
  .min(1)
  .max(120)
  .regex(/^(?!\.)[^/\\\0:]+$/u, 'Give the beginning of a file’s name, without a folder');

/** How an exported graph, asked by what reads it, differs from the model that it came from. */
export const Agreement = z.strictObject({
  /** Of the test split, whole answers of each. */
  samples: z.int().min(1),
  /** Largest absolute difference of a logit. */
  largest: z.number().min(0),
  /** More would have been refused. */
  tolerance: z.number().positive(),
});
export type Agreement = z.infer<typeof Agreement>;

/** Files on their way out of the lab, which wait to be fetched. */
export const WaitingFiles = z.strictObject({
  /** What they are fetched by. */
  departure: z.uuid(),
  /** To be written beside each other; the model first. */
  files: z.array(
    z.strictObject({
      name: FileStem,
      /** Of the content. */
      sha256: z.string().length(64),
      bytes: z.int().min(0),
    }),
  ),
});
export type WaitingFiles = z.infer<typeof WaitingFiles>;

/** A model as it leaves the lab. */
export const ExportedFiles = WaitingFiles.extend({
  model: z.string().length(64),
  title: z.string(),
  /** Null of weights alone, which are the same to the bit. */
  verified: Agreement.nullable(),
  /** Of a fixed point, by how many steps of its map the graph replaces it; null: there is none. */
  steps: z.int().min(1).nullable(),
  /** Why there is no map beside it that `models.import` reads; null: there is one, or none is needed. */
  withoutMap: z.string().nullable(),
});
export type ExportedFiles = z.infer<typeof ExportedFiles>;
