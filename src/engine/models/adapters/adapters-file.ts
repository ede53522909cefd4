import type { ModelSpec } from '../../../shared/models/model-spec';
import type { HostParameters } from '../parameters';
import { writeSafetensors } from '../safetensors';

/**
 * `adapters.safetensors`: A and B of every adapted kernel, heads that learned beside them, and what one needs to put them over frozen weights again.
 *
 * @param frozenHash SHA-256 of the frozen weights as a safetensors file
 */
export function adaptersFile(
  adapters: HostParameters,
  { training: { adapting } }: Pick<ModelSpec, 'training'>,
  frozenHash: string,
): Uint8Array {
  return writeSafetensors({
    tensors: adapters,
    metadata: {
      format: 'muroan.adapters',
      formatVersion: '1',
      rank: String(adapting.adapterRank),
      scaling: String(adapting.scaling),
      frozenHash,
    },
  });
}
