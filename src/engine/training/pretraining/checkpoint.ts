import { z } from 'zod';
import { Pretraining } from '../../../shared/training/pretraining';
import { parse } from '../../../shared/parse';
import type { HostParameters, ParameterSpecs } from '../../models/parameters';
import { readSafetensors, writeSafetensors, type StoredTensor } from '../../models/safetensors';
import { downloaded, uploaded } from '../../models/weights';
import type { AdamState } from '../adam';
import {
  checkpointConflict,
  checkpointFile,
  checkpointJson,
  checkpointVersion,
  ofAnotherTraining,
} from '../stages/checkpoint-faults';
import { nestedCheckpoint, readNestedCheckpoint } from '../stages/nested-checkpoint';

/** Where training without labels stands, at the end of a pass. */
export const PretrainingStanding = z.strictObject({
  step: z.int().min(0),
  losses: z.array(z.number()),
  before: z.record(z.string(), z.strictObject({ correct: z.int().min(0), count: z.int().positive() })),
  seconds: z.number().min(0),
});
export type PretrainingStanding = z.infer<typeof PretrainingStanding>;

const DURING = 'muroan.checkpoint.pretraining';
const AFTER = 'muroan.checkpoint.pretrained';
const groups = { parameters: 'parameters/', first: 'adam/first/', second: 'adam/second/' } as const;

/** Of what a training with a stage without labels continues from: inside that stage, or behind it. */
export type Resumed =
  | { readonly kind: 'during'; readonly standing: PretrainingStanding; readonly adam: AdamState }
  | {
      readonly kind: 'after';
      readonly encoders: HostParameters;
      readonly pretraining: Pretraining;
      /** What the stage with labels continues from; null: it begins. */
      readonly checkpoint: Uint8Array | null;
    };

export async function duringCheckpoint(
  standing: PretrainingStanding,
  adam: AdamState,
  identity: string,
): Promise<Uint8Array> {
  const tensors = new Map<string, StoredTensor>();
  for (const [group, prefix] of Object.entries(groups) as [keyof typeof groups, string][]) {
    for (const [name, tensor] of await downloaded(adam[group])) tensors.set(prefix + name, tensor);
  }
  return writeSafetensors({
    tensors,
    metadata: { format: DURING, formatVersion: checkpointVersion, identity, standing: JSON.stringify(standing) },
  });
}

/** A checkpoint of the stage with labels, with what came out of the one without beside it. */
export function afterCheckpoint(
  encoders: HostParameters,
  pretraining: Pretraining,
  checkpoint: Uint8Array | null,
  identity: string,
): Uint8Array {
  return nestedCheckpoint({ done: pretraining, weights: encoders, checkpoint }, AFTER, identity);
}

/**
 * @param specs of encoders and projectors
 * @throws LabError `damaged` for a file that is no whole checkpoint, `conflict` for one of another training
 */
export function readResumed(bytes: Uint8Array, identity: string, specs: ParameterSpecs): Resumed {
  const file = readSafetensors(bytes, checkpointFile);
  const { format, formatVersion, identity: found, standing: text } = file.metadata;
  if (format !== DURING) {
    const { done, weights, checkpoint } = readNestedCheckpoint(
      bytes,
      AFTER,
      identity,
      'encoders that learned without labels',
    );
    return {
      kind: 'after',
      encoders: weights,
      pretraining: parse(Pretraining, done, `${checkpointFile}: done`),
      checkpoint,
    };
  }
  if (formatVersion !== checkpointVersion) throw checkpointConflict('is not a training checkpoint of this version.');
  if (found !== identity) throw checkpointConflict(ofAnotherTraining);
  const standing = parse(PretrainingStanding, checkpointJson(text), `${checkpointFile}: standing`);
  const group = (prefix: string) => uploaded(file, specs, prefix, checkpointFile);
  const adam = {
    parameters: group(groups.parameters),
    first: group(groups.first),
    second: group(groups.second),
    steps: standing.step,
  };
  return { kind: 'during', standing, adam };
}
