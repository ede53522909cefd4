import { z } from 'zod';
import { hashOf } from '../identity';
import { ModelMap } from './model-map';
import { PredictorSignature } from './signature';

/** Where an imported model computes: a graph that the lab keeps, or a program of the user's on this machine. */
export const ImportedSource = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('onnx'),
    /** SHA-256 of the file. */
    sha256: z.string().length(64),
    bytes: z.int().min(0),
  }),
  z.strictObject({ kind: z.literal('http'), address: z.string() }),
]);
export type ImportedSource = z.infer<typeof ImportedSource>;

/** What stands for a model's weights: its file, or the address of a program whose weights nobody here knows. */
export function hashOfImported(source: ImportedSource): string {
  return source.kind === 'onnx' ? source.sha256 : hashOf(source);
}

/** What a model's description says of one that was made elsewhere. */
export const ImportedModel = z.strictObject({
  source: ImportedSource,
  signature: PredictorSignature,
  map: ModelMap,
  /** SHA-256 of vocabularies and merges, by the name that the map has for them. */
  files: z.record(z.string(), z.string().length(64)),
});
export type ImportedModel = z.infer<typeof ImportedModel>;

/** What the user names: a file on this machine, or an address on it. */
export const GivenSource = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('onnx'), file: z.string().min(1) }),
  z.strictObject({ kind: z.literal('http'), address: z.string().min(1).max(300) }),
]);
export type GivenSource = z.infer<typeof GivenSource>;
