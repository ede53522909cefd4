import type { ModelDescription } from '../../shared/models/model-description';
import { readSafetensors, writeSafetensors } from '../models/safetensors';
import { toldOf } from './described';

/** The weights of a model as a file that says what it is; adapters are part of them. @param where the file read, for errors */
export function weightsWithTold(bytes: Uint8Array, where: string, model: ModelDescription): Uint8Array {
  const { tensors } = readSafetensors(bytes, where);
  return writeSafetensors({ tensors, metadata: toldOf(model, null) });
}
