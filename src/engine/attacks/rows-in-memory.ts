import type { ModalitySpecs } from '../../shared/data/modality';
import { modalityOf } from '../modalities/registry';

/** Numbers sent to encoders at once, about: keeps the activations of large images within memory. */
export const FLOATS_AT_ONCE = 1 << 20;

/** Whole inputs that fit into memory with certainty, activations included. */
export function mostRows(specs: ModalitySpecs): number {
  const largest = Math.max(...Object.values(specs).map((spec) => modalityOf(spec).floats(spec)));
  return Math.max(1, Math.floor(FLOATS_AT_ONCE / largest));
}
