import { z } from 'zod';
import { LabError } from '../../shared/errors';
import { mapValues } from '../../shared/map-values';
import { parse } from '../../shared/parse';
import { CurvePoint } from '../../shared/training/training-progress';
import { disposeParameters, type Parameters, type ParameterSpecs } from '../models/parameters';
import { readSafetensors, writeSafetensors, type StoredTensor, type TensorFile } from '../models/safetensors';
import { downloaded, uploaded } from '../models/weights';
import { disposeAdam } from './adam';
import { alternationFrom, alternationTensors, disposeAlternation, type Alternation } from './alternation';
import type { Learnt } from './learnt';
import {
  checkpointConflict,
  checkpointFile,
  checkpointJson,
  checkpointRemedy,
  checkpointVersion,
  ofAnotherTraining,
} from './stages/checkpoint-faults';

/** Where training stands, but for tensors. Numbers survive JSON exactly. */
export const Standing = z.strictObject({
  /** Adam steps done. */
  step: z.int().min(0),
  /** Epochs completed. */
  epoch: z.int().min(0),
  /** Batches of the next epoch already done, and what they summed up to. */
  batch: z.int().min(0),
  loss: z.number(),
  correct: z.int().min(0),
  seen: z.int().min(0),
  curve: z.array(CurvePoint),
  best: z.strictObject({ epoch: z.int().min(0), validationLoss: z.number() }).nullable(),
  seconds: z.number().min(0),
});
export type Standing = z.infer<typeof Standing>;

export const startStanding: Standing = {
  step: 0,
  epoch: 0,
  batch: 0,
  loss: 0,
  correct: 0,
  seen: 0,
  curve: [],
  best: null,
  seconds: 0,
};

/** All that the rest of a training depends on. */
export interface TrainingState extends Learnt {
  readonly standing: Standing;
  /** The weights of `standing.best`. */
  readonly best: Parameters | null;
}

const FORMAT = 'muroan.checkpoint';
const HISTORY = 'history';
const ALTERNATION = 'alternation/';
/** What is read from a file needs no start. */
const NOTHING = { kind: 'constant', value: 0 } as const;
const groups = { parameters: 'parameters/', first: 'adam/first/', second: 'adam/second/', best: 'best/' } as const;

/** @param identity hash of what is trained on what; a checkpoint continues nothing else */
export async function writeCheckpoint(state: TrainingState, identity: string): Promise<Uint8Array> {
  const tensors = new Map<string, StoredTensor>();
  const add = async (prefix: string, parameters: Parameters): Promise<void> => {
    for (const [name, tensor] of await downloaded(parameters)) tensors.set(prefix + name, tensor);
  };
  await add(groups.parameters, state.adam.parameters);
  await add(groups.first, state.adam.first);
  await add(groups.second, state.adam.second);
  if (state.best !== null) await add(groups.best, state.best);
  if (state.alternation !== null) await add(ALTERNATION, alternationTensors(state.alternation));
  if (state.history !== null) tensors.set(HISTORY, { shape: [state.history.sums.length], data: state.history.sums });
  const metadata = {
    format: FORMAT,
    formatVersion: checkpointVersion,
    identity,
    standing: JSON.stringify(state.standing),
  };
  return writeSafetensors({ tensors, metadata });
}

/**
 * @param start what the same training begins with; its alternation is used up, unless it throws
 * @throws LabError `damaged` for a file that is no whole checkpoint, `conflict` for one of another training or format
 */
export function readCheckpoint(
  bytes: Uint8Array,
  identity: string,
  specs: ParameterSpecs,
  { history, alternation }: Pick<Learnt, 'history' | 'alternation'>,
): TrainingState {
  const file = readSafetensors(bytes, checkpointFile);
  const { format, formatVersion, identity: found, standing: text } = file.metadata;
  if (format !== FORMAT || formatVersion !== checkpointVersion) {
    throw checkpointConflict('is not a training checkpoint of this version.');
  }
  if (found !== identity) throw checkpointConflict(ofAnotherTraining);
  const standing = parse(Standing, checkpointJson(text), `${checkpointFile}: standing`);
  const group = (prefix: string): Parameters => uploaded(file, specs, prefix, checkpointFile);
  const adam = {
    parameters: group(groups.parameters),
    first: group(groups.first),
    second: group(groups.second),
    steps: standing.step,
  };
  return {
    standing,
    adam,
    best: standing.best === null ? null : group(groups.best),
    history: history === null ? null : { ...history, sums: sumsIn(file, history.sums.length) },
    alternation: alternation === null ? null : alternationIn(file, alternation),
  };
}

function alternationIn(file: TensorFile, start: Alternation): Alternation {
  const specs = mapValues(alternationTensors(start), ({ shape }) => ({ shape, initial: NOTHING }));
  return alternationFrom(uploaded(file, specs, ALTERNATION, checkpointFile), start);
}

export function disposeState({ adam, best, alternation }: TrainingState): void {
  disposeAdam(adam);
  if (alternation !== null) disposeAlternation(alternation);
  if (best !== null) disposeParameters(best);
}

function sumsIn({ tensors }: TensorFile, length: number): Float32Array {
  const data = tensors.get(HISTORY)?.data;
  if (data instanceof Float32Array && data.length === length) return data;
  throw new LabError('damaged', 'lacks what the samples have lost so far.', {
    where: checkpointFile,
    remedy: checkpointRemedy,
  });
}
