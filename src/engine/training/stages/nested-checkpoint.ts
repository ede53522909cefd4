import { z } from 'zod';
import { parse } from '../../../shared/parse';
import type { HostParameters } from '../../models/parameters';
import { readSafetensors, writeSafetensors, type StoredTensor, type TensorFile } from '../../models/safetensors';
import {
  checkpointConflict,
  checkpointFile,
  checkpointJson,
  checkpointVersion,
  ofAnotherTraining,
} from './checkpoint-faults';

/** Where a training of several stages stands: what earlier ones came to, and the checkpoint of the one under way within. */
export interface Nested {
  /** JSON of what earlier stages came to. */
  readonly done: unknown;
  /** Their weights. */
  readonly weights: HostParameters;
  /** What the stage under way continues from; null: it begins. */
  readonly checkpoint: Uint8Array | null;
}

const DONE = 'done/';
const NEXT = 'next/';
const Metadata = z.looseObject({
  format: z.string(),
  formatVersion: z.string(),
  identity: z.string(),
  done: z.string(),
  next: z.string(),
});

/** @param identity hash of what is trained on what; a checkpoint continues nothing else */
export function nestedCheckpoint({ done, weights, checkpoint }: Nested, format: string, identity: string): Uint8Array {
  const next: TensorFile | null = checkpoint === null ? null : readSafetensors(checkpoint, checkpointFile);
  const tensors = new Map<string, StoredTensor>();
  for (const [name, tensor] of weights) tensors.set(DONE + name, tensor);
  for (const [name, tensor] of next?.tensors ?? []) tensors.set(NEXT + name, tensor);
  const metadata = {
    format,
    formatVersion: checkpointVersion,
    identity,
    done: JSON.stringify(done),
    next: JSON.stringify(next?.metadata ?? null),
  };
  return writeSafetensors({ tensors, metadata });
}

/**
 * @param what it should be a checkpoint of, for the error
 * @throws LabError `damaged` for a file that is no whole checkpoint, `conflict` for one of another training, format or version
 */
export function readNestedCheckpoint(bytes: Uint8Array, format: string, identity: string, what: string): Nested {
  const file = readSafetensors(bytes, checkpointFile);
  const metadata = Metadata.safeParse(file.metadata);
  if (!metadata.success || metadata.data.format !== format || metadata.data.formatVersion !== checkpointVersion) {
    throw checkpointConflict(`is not a checkpoint of ${what} of this version.`);
  }
  const { identity: found, done, next } = metadata.data;
  if (found !== identity) throw checkpointConflict(ofAnotherTraining);
  const group = (prefix: string): HostParameters =>
    new Map(
      [...file.tensors]
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, tensor]) => [name.slice(prefix.length), tensor]),
    );
  const inner = parse(z.record(z.string(), z.string()).nullable(), checkpointJson(next), `${checkpointFile}: next`);
  return {
    done: checkpointJson(done),
    weights: group(DONE),
    checkpoint: inner === null ? null : writeSafetensors({ tensors: group(NEXT), metadata: inner }),
  };
}
