import type { Fills, ModalitySpec, Region } from '../../shared/data/modality';
import { randomFrom } from '../random';
import type { ModalityValue } from './modality';
import { modalityOf } from './registry';

/** What a removal does to which value: equal where all of it is equal. */
export interface RemovalOf {
  readonly spec: ModalitySpec;
  readonly modality: string;
  readonly value: ModalityValue;
  /** Id of the sample. */
  readonly sample: string;
  /** Of the attack. */
  readonly seed: number;
}

/** The value without its regions, by the one path that every removal takes. @param regions of any modality */
export function removedFrom(
  { spec, modality, value, sample, seed }: RemovalOf,
  regions: readonly Region[],
  fills: Fills,
): ModalityValue {
  const own = regions.filter((region) => region.modality === modality);
  return modalityOf(spec).remove(spec, value, own, fills, randomFrom(seed, sample, 'fill', modality));
}
