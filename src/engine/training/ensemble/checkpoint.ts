import { z } from 'zod';
import { TrainedAlone } from '../../../shared/adapting';
import { LabError } from '../../../shared/errors';
import { parse } from '../../../shared/parse';
import { Pretraining } from '../../../shared/pretraining';
import { CurvePoint } from '../../../shared/training-progress';
import type { HostParameters } from '../../models/parameters';
import { readSafetensors, writeSafetensors, type StoredTensor, type TensorFile } from '../../models/safetensors';

/** Inputs of an ensemble that are trained, in their order. */
export const DoneInput = z.strictObject({
  modality: z.string(),
  facts: TrainedAlone,
  curve: z.array(CurvePoint),
  pretraining: Pretraining.nullable(),
  seconds: z.number().min(0),
});
export type DoneInput = z.infer<typeof DoneInput>;

/** Where the training of an ensemble stands. */
export interface EnsembleStanding {
  readonly done: readonly DoneInput[];
  /** Of all inputs that are done. */
  readonly weights: HostParameters;
  /** What the training of the next one continues from; null: it begins. */
  readonly checkpoint: Uint8Array | null;
}

export const startOfEnsemble: EnsembleStanding = { done: [], weights: new Map(), checkpoint: null };

const WHERE = 'checkpoint.safetensors';
const FORMAT = 'muroan.checkpoint.ensemble';
const DONE = 'done/';
const NEXT = 'next/';
const Metadata = z.looseObject({ format: z.string(), identity: z.string(), done: z.string(), next: z.string() });

/** @param identity hash of what is trained on what; a checkpoint continues nothing else */
export function ensembleCheckpoint({ done, weights, checkpoint }: EnsembleStanding, identity: string): Uint8Array {
  const next: TensorFile | null = checkpoint === null ? null : readSafetensors(checkpoint, WHERE);
  const tensors = new Map<string, StoredTensor>();
  for (const [name, tensor] of weights) tensors.set(DONE + name, tensor);
  for (const [name, tensor] of next?.tensors ?? []) tensors.set(NEXT + name, tensor);
  const metadata = {
    format: FORMAT,
    identity,
    done: JSON.stringify(done),
    next: JSON.stringify(next?.metadata ?? null),
  };
  return writeSafetensors({ tensors, metadata });
}

/** @throws LabError `damaged` for a file that is no whole checkpoint, `conflict` for one of another training */
export function readEnsembleCheckpoint(bytes: Uint8Array, identity: string): EnsembleStanding {
  const file = readSafetensors(bytes, WHERE);
  const metadata = Metadata.safeParse(file.metadata);
  if (!metadata.success || metadata.data.format !== FORMAT) {
    throw conflict('is not a checkpoint of inputs that are trained each by itself.');
  }
  const { identity: found, done, next } = metadata.data;
  if (found !== identity) throw conflict('belongs to another specification, data set or version of training.');
  const group = (prefix: string): HostParameters =>
    new Map(
      [...file.tensors]
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, tensor]) => [name.slice(prefix.length), tensor]),
    );
  const inner = parse(z.record(z.string(), z.string()).nullable(), json(next), `${WHERE}: next`);
  return {
    done: parse(z.array(DoneInput), json(done), `${WHERE}: done`),
    weights: group(DONE),
    checkpoint: inner === null ? null : writeSafetensors({ tensors: group(NEXT), metadata: inner }),
  };
}

const remedy = 'Delete the checkpoint to train from the start.';

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new LabError('damaged', 'has a standing that is not JSON.', { where: WHERE, remedy });
  }
}

function conflict(message: string): LabError {
  return new LabError('conflict', message, { where: WHERE, remedy });
}
