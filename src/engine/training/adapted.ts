import { hashOfBytes } from '../../shared/identity';
import type { Adapters } from '../../shared/training/adapting';
import type { ModelSpec } from '../../shared/models/model-spec';
import { adaptersFile } from '../models/adapters/adapters-file';
import { merged } from '../models/adapters/merge';
import type { OpenNetwork } from '../models/open-network';
import { countOf, type HostParameters } from '../models/parameters';
import { downloaded, weightsFile } from '../models/weights';
import type { TrainingMaterial } from './material';

/** What training over frozen weights comes to. */
export interface Adapted {
  /** Of the recipe's own network, adapters merged. */
  readonly weights: HostParameters;
  /** `adapters.safetensors`. */
  readonly bytes: Uint8Array;
  readonly facts: Adapters;
}

/**
 * Merges what was trained, and sees to it that what was frozen is on the device as it was given, to the bit.
 *
 * @param trained all tensors after training, frozen ones as they were given
 * @throws Error where frozen weights have changed
 */
export async function adaptedOf(
  { adapters: matrices, network: plain, trainee, frozen: names }: TrainingMaterial,
  { frozen }: Pick<OpenNetwork, 'frozen'>,
  trained: HostParameters,
  spec: ModelSpec,
): Promise<Adapted> {
  const adapters = new Map([...trained].filter(([name]) => !names.includes(name)));
  const frozenHash = hashOfFrozen(trained, names);
  if (hashOfBytes(weightsFile(await downloaded(frozen))) !== frozenHash) {
    throw new Error('Frozen weights have changed in training.');
  }
  const bytes = adaptersFile(adapters, spec, frozenHash);
  const added = countOf(trainee.parameters) - countOf(plain.parameters);
  const still = names.reduce((sum, name) => sum + (trained.get(name)?.data.length ?? 0), 0);
  const { adapterRank, scaling } = spec.training.adapting;
  return {
    weights: merged(frozenOf(trained, names), adapters, matrices),
    bytes,
    facts: {
      rank: adapterRank,
      scaling,
      kernels: matrices.map(({ kernel }) => kernel),
      added,
      heads: countOf(plain.parameters) - still,
      frozen: still,
      hash: hashOfBytes(bytes),
      frozenHash,
    },
  };
}

/** SHA-256 of some weights as a safetensors file. */
export function hashOfFrozen(weights: HostParameters, names: readonly string[]): string {
  return hashOfBytes(weightsFile(frozenOf(weights, names)));
}

function frozenOf(weights: HostParameters, names: readonly string[]): HostParameters {
  return new Map([...weights].filter(([name]) => names.includes(name)));
}
