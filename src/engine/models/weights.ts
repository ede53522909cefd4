import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../../shared/errors';
import { tensorsOf, type Parameters, type ParameterSpecs } from './parameters';
import { readSafetensors, writeSafetensors, type StoredTensor, type TensorFile } from './safetensors';

/** Copies parameters to the host. */
export async function downloaded(parameters: Parameters): Promise<ReadonlyMap<string, StoredTensor>> {
  const tensors = new Map<string, StoredTensor>();
  for (const [name, tensor] of Object.entries(parameters)) {
    // tfjs may hand out a view of memory that it frees with the tensor.
    const data = Float32Array.from(await tensor.data<'float32'>());
    tensors.set(name, { shape: tensor.shape, data });
  }
  return tensors;
}

/** Weights as a safetensors file. */
export function weightsFile(tensors: ReadonlyMap<string, StoredTensor>): Uint8Array {
  return writeSafetensors({ tensors, metadata: {} });
}

/** @throws LabError `damaged` unless the file holds exactly the parameters of `specs` */
export function readWeights(bytes: Uint8Array, specs: ParameterSpecs, where: string): Parameters {
  return uploaded(readSafetensors(bytes, where), specs, '', where);
}

/**
 * The tensors of a file whose names start with `prefix`, on the device.
 * @throws LabError `damaged` unless they are exactly the parameters of `specs`, in shape and name
 */
export function uploaded(file: TensorFile, specs: ParameterSpecs, prefix: string, where: string): Parameters {
  const damaged = (message: string): LabError =>
    new LabError('damaged', message, { where, remedy: 'Delete the model folder and train the model again.' });
  for (const name of file.tensors.keys()) {
    if (name.startsWith(prefix) && !Object.hasOwn(specs, name.slice(prefix.length))) {
      throw damaged(`holds tensor ${JSON.stringify(name)}, which the recipe does not have.`);
    }
  }
  const stored = (name: string): StoredTensor => {
    const tensor = file.tensors.get(prefix + name);
    if (tensor === undefined) throw damaged(`lacks tensor ${JSON.stringify(prefix + name)}.`);
    return tensor;
  };
  for (const [name, spec] of Object.entries(specs)) {
    const { shape } = stored(name);
    if (!tf.util.arraysEqual([...shape], [...spec.shape])) {
      throw damaged(`holds ${JSON.stringify(prefix + name)} as [${shape.join(', ')}], not [${spec.shape.join(', ')}].`);
    }
  }
  return tensorsOf(specs, (name) => stored(name).data);
}
