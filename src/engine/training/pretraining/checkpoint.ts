import { z } from 'zod';
import { LabError } from '../../../shared/errors';
import { Pretraining } from '../../../shared/pretraining';
import { parse } from '../../../shared/parse';
import type { HostParameters, ParameterSpecs } from '../../models/parameters';
import { readSafetensors, writeSafetensors, type StoredTensor, type TensorFile } from '../../models/safetensors';
import { downloaded, uploaded } from '../../models/weights';
import type { AdamState } from '../adam';

/** Where training without labels stands, at the end of a pass. */
export const PretrainingStanding = z.strictObject({
  step: z.int().min(0),
  losses: z.array(z.number()),
  before: z.record(z.string(), z.strictObject({ correct: z.int().min(0), count: z.int().positive() })),
  seconds: z.number().min(0),
});
export type PretrainingStanding = z.infer<typeof PretrainingStanding>;

const WHERE = 'checkpoint.safetensors';
const DURING = 'muroan.checkpoint.pretraining';
const ENCODERS = 'pretrained/';
const INSIDE = 'pretraining';
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
  return writeSafetensors({ tensors, metadata: { format: DURING, identity, standing: JSON.stringify(standing) } });
}

/** A checkpoint of the stage with labels, with what came out of the one without beside it. */
export function afterCheckpoint(
  encoders: HostParameters,
  pretraining: Pretraining,
  checkpoint: Uint8Array | null,
  identity: string,
): Uint8Array {
  const own: TensorFile =
    checkpoint === null ? { tensors: new Map(), metadata: { begins: identity } } : readSafetensors(checkpoint, WHERE);
  const tensors = new Map(own.tensors);
  for (const [name, tensor] of encoders) tensors.set(ENCODERS + name, tensor);
  return writeSafetensors({ tensors, metadata: { ...own.metadata, [INSIDE]: JSON.stringify(pretraining) } });
}

/** What the stage with labels wrote itself. */
function inner(metadata: TensorFile['metadata']): TensorFile['metadata'] {
  return Object.fromEntries(Object.entries(metadata).filter(([name]) => name !== INSIDE));
}

/**
 * @param specs of encoders and projectors
 * @throws LabError `damaged` for a file that is no whole checkpoint, `conflict` for one of another training
 */
export function readResumed(bytes: Uint8Array, identity: string, specs: ParameterSpecs): Resumed {
  const file = readSafetensors(bytes, WHERE);
  const told = new Map(Object.entries(file.metadata));
  const [format, found, text] = [told.get('format'), told.get('identity'), told.get('standing')];
  const [begins, pretraining] = [told.get('begins'), told.get(INSIDE)];
  if (format === DURING) {
    if (found !== identity) throw conflict('belongs to another specification, data set or version of training.');
    const standing = parse(PretrainingStanding, json(text), `${WHERE}: standing`);
    const group = (prefix: string) => uploaded(file, specs, prefix, WHERE);
    const adam = {
      parameters: group(groups.parameters),
      first: group(groups.first),
      second: group(groups.second),
      steps: standing.step,
    };
    return { kind: 'during', standing, adam };
  }
  if (pretraining === undefined) throw conflict('lacks what was learned without labels.');
  const encoders = new Map<string, StoredTensor>();
  const tensors = new Map<string, StoredTensor>();
  for (const [name, tensor] of file.tensors) {
    if (name.startsWith(ENCODERS)) encoders.set(name.slice(ENCODERS.length), tensor);
    else tensors.set(name, tensor);
  }
  if (begins !== undefined && begins !== identity) throw conflict('belongs to another specification or data set.');
  return {
    kind: 'after',
    encoders,
    pretraining: parse(Pretraining, json(pretraining), `${WHERE}: ${INSIDE}`),
    checkpoint: begins === undefined ? writeSafetensors({ tensors, metadata: inner(file.metadata) }) : null,
  };
}

const remedy = 'Delete the checkpoint to train from the start.';

function json(text = ''): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new LabError('damaged', 'has a standing that is not JSON.', { where: WHERE, remedy });
  }
}

function conflict(message: string): LabError {
  return new LabError('conflict', message, { where: WHERE, remedy });
}
