import type { ModalitySpec, PlaneSpec, TextSpec } from '../../shared/data/modality';
import { audio } from './audio';
import { image } from './image';
import type { Modality, ModalityValue, PlaneValue, TextValue } from './modality';
import { sequence } from './sequence';
import { skeleton } from './skeleton';
import { tabular } from './tabular';
import { text } from './text';

/** What the lab knows about a modality's kind. CONTRIBUTING tells what else a new kind needs. */
export function modalityOf<Spec extends PlaneSpec>(spec: Spec): Modality<Spec, PlaneValue>;
export function modalityOf(spec: TextSpec): Modality<TextSpec, TextValue>;
export function modalityOf(spec: ModalitySpec): Modality<ModalitySpec, ModalityValue>;
export function modalityOf(spec: ModalitySpec): Modality<ModalitySpec, ModalityValue> {
  switch (spec.kind) {
    case 'image':
      return image;
    case 'text':
      return text;
    case 'audio':
      return audio;
    case 'tabular':
      return tabular;
    case 'sequence':
      return sequence;
    case 'skeleton':
      return skeleton;
    default:
      return spec satisfies never;
  }
}
