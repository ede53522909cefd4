import type { ImageSpec, ModalitySpec, TextSpec } from '../../shared/modality';
import { image } from './image';
import type { ImageValue, Modality, ModalityValue, TextValue } from './modality';
import { text } from './text';

/** What the lab knows about a modality's kind. CONTRIBUTING tells what else a new kind needs. */
export function modalityOf(spec: ImageSpec): Modality<ImageSpec, ImageValue>;
export function modalityOf(spec: TextSpec): Modality<TextSpec, TextValue>;
export function modalityOf(spec: ModalitySpec): Modality<ModalitySpec, ModalityValue>;
export function modalityOf(spec: ModalitySpec): Modality<ModalitySpec, ModalityValue> {
  switch (spec.kind) {
    case 'image':
      return image;
    case 'text':
      return text;
    default:
      return spec satisfies never;
  }
}
