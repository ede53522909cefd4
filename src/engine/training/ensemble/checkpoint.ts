import { z } from 'zod';
import { TrainedAlone } from '../../../shared/training/adapting';
import { parse } from '../../../shared/parse';
import { Pretraining } from '../../../shared/training/pretraining';
import { CurvePoint } from '../../../shared/training/training-progress';
import type { HostParameters } from '../../models/parameters';
import { checkpointFile } from '../stages/checkpoint-faults';
import { nestedCheckpoint, readNestedCheckpoint } from '../stages/nested-checkpoint';

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

const FORMAT = 'muroan.checkpoint.ensemble';

/** @param identity hash of what is trained on what; a checkpoint continues nothing else */
export function ensembleCheckpoint(standing: EnsembleStanding, identity: string): Uint8Array {
  return nestedCheckpoint(standing, FORMAT, identity);
}

/** @throws LabError `damaged` for a file that is no whole checkpoint, `conflict` for one of another training or version */
export function readEnsembleCheckpoint(bytes: Uint8Array, identity: string): EnsembleStanding {
  const nested = readNestedCheckpoint(bytes, FORMAT, identity, 'inputs that are trained each by itself');
  return { ...nested, done: parse(z.array(DoneInput), nested.done, `${checkpointFile}: done`) };
}
