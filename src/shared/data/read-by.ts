import type { ModalitySpecs } from './modality';

/** Those of the modalities that a model reads. */
export function readBy(modalities: ModalitySpecs, ids: readonly string[]): ModalitySpecs {
  return Object.fromEntries(Object.entries(modalities).filter(([id]) => ids.includes(id)));
}
