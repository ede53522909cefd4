import { z } from 'zod';
import { Capability } from '../models/capability';
import { hashOf } from '../identity';
import { ModelMap } from './model-map';
import { PredictorSignature } from './signature';

/** Where an imported model computes: a graph or layers that the lab keeps, or a program of the user's on this machine. */
export const ImportedSource = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('onnx'),
    /** SHA-256 of the file. */
    sha256: z.string().length(64),
    bytes: z.int().min(0),
  }),
  z.strictObject({ kind: z.literal('http'), address: z.string() }),
  z.strictObject({
    kind: z.literal('tfjs'),
    /** As the converter of TensorFlow.js writes them: layers of Keras, or a graph of operators. */
    form: z.enum(['layers', 'graph']),
    /** SHA-256 of what the lab keeps of it, and how long that is. */
    sha256: z.string().length(64),
    bytes: z.int().min(0),
  }),
]);
export type ImportedSource = z.infer<typeof ImportedSource>;

/** What stands for a model's weights: its file, or the address of a program whose weights nobody here knows. */
export function hashOfImported(source: ImportedSource): string {
  return source.kind === 'http' ? hashOf(source) : source.sha256;
}

/** How far the lab's own form of a graph is from the runtime that the file was made for. */
export const Verified = z.strictObject({
  samples: z.int().min(1),
  /** Largest absolute difference of a logit; of a label's probability, where it gives those, or of a value. */
  largest: z.number().min(0),
});
export type Verified = z.infer<typeof Verified>;

/** What a model gives that nobody looks into. */
export const blackBoxGives: readonly Capability[] = ['labels', 'scores'];

/** What a model's description says of one that was made elsewhere. */
export const ImportedModel = z.strictObject({
  source: ImportedSource,
  signature: PredictorSignature,
  map: ModelMap,
  /** SHA-256 of vocabularies and merges, by the name that the map has for them. */
  files: z.record(z.string(), z.string().length(64)),
  /** What attacks can have of it. */
  gives: z.array(Capability).default([...blackBoxGives]),
  /** Texts whose embedding space is known, so that gradients reach them: modalities. */
  embedded: z.array(z.string()).default([]),
  /** Those of them whose words are tokens of the model, one each, so that one can stand in the place of another. */
  worded: z.array(z.string()).default([]),
  /** Null: the model is asked as it is, and needs no other form. */
  verified: Verified.nullable().default(null),
});
export type ImportedModel = z.infer<typeof ImportedModel>;

/** What the user names: a place on this machine, or an address on it. What lies at a path is told by the engine. */
export const GivenSource = z.discriminatedUnion('kind', [
  /** An ONNX file, a `model.json`, a folder that either lies in, or a zip archive of it. */
  z.strictObject({ kind: z.literal('path'), path: z.string().min(1) }),
  z.strictObject({ kind: z.literal('http'), address: z.string().min(1).max(300) }),
]);
export type GivenSource = z.infer<typeof GivenSource>;
