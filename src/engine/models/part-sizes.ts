import type { PartSizes } from '../../shared/models/part-sizes';
import { countOf } from './parameters';
import type { Network } from './network';

/** How the weights of a network are shared out among its parts. */
export function partSizes({ modalities, parameters }: Pick<Network, 'modalities' | 'parameters'>): PartSizes {
  const under = (prefix: string): number =>
    countOf(Object.fromEntries(Object.entries(parameters).filter(([name]) => name.startsWith(`${prefix}/`))));
  return {
    encoders: Object.fromEntries(Object.keys(modalities).map((id) => [id, under(`encoders/${id}`)])),
    fusion: under('fusion'),
    head: under('head'),
  };
}
