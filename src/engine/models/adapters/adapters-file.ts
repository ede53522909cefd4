import type { ModelSpec } from '../../../shared/model-spec';
import type { HostParameters } from '../parameters';
import { writeSafetensors } from '../safetensors';
import { isOfAdapter } from './matrices';

/** Tensors of a trained model apart: those of adapters, and those of its own parts. */
export function apart(weights: HostParameters): {
  readonly adapters: HostParameters;
  readonly own: HostParameters;
} {
  const entries = [...weights];
  return {
    adapters: new Map(entries.filter(([name]) => isOfAdapter(name))),
    own: new Map(entries.filter(([name]) => !isOfAdapter(name))),
  };
}

/**
 * `adapters.safetensors`: A and B of every adapted kernel, and what one needs to put them over frozen weights again.
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
