import type { Adapters } from '../../../shared/training/adapting';
import { LabError } from '../../../shared/errors';
import { hashOfBytes } from '../../../shared/identity';
import { refuseOther } from '../../files/read-unchanged';
import { readSafetensors, writeSafetensors } from '../safetensors';
import { adaptersFor } from './described';
import { merged } from './merge';

/** A file, and where it lies, for errors. */
export interface GivenFile {
  readonly bytes: Uint8Array;
  readonly where: string;
}

/**
 * The weights of a model with adapters, put together again from the ensemble that it goes on from and its own small file. Without
 * a tensor library: in double precision, rounded once, as training did.
 *
 * @param ensemble weights of the ensemble
 * @param file the model's adapters
 * @returns a safetensors file of plain weights, in which no adapter is left
 * @throws LabError `damaged` for a file that is not the one described, or is described otherwise than it is; `conflict` for
 * frozen weights that are others
 */
export function mergeAgain(facts: Adapters, ensemble: GivenFile, file: GivenFile): Uint8Array {
  refuseOther(file.bytes, facts.hash, 'adapters', file.where);
  const own = readSafetensors(file.bytes, file.where);
  const adapters = own.tensors;
  const frozen = new Map(
    [...readSafetensors(ensemble.bytes, ensemble.where).tensors].filter(([name]) => !adapters.has(name)),
  );
  const matrices = adaptersFor(facts, frozen, own, file.where);
  if (hashOfBytes(writeSafetensors({ tensors: frozen, metadata: {} })) !== facts.frozenHash) {
    throw new LabError('conflict', 'holds other weights than those the adapters were trained over.', {
      where: ensemble.where,
      remedy: 'Restore it from a backup, or train the model with adapters again.',
    });
  }
  return writeSafetensors({ tensors: merged(frozen, adapters, matrices), metadata: {} });
}
