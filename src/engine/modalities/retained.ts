import { planeOf, type ModalitySpec } from '../../shared/modality';
import { MASK_WORD, type ModalityValue, type PlaneValue, type TextValue } from './modality';
import { meanAt } from './plane';

/**
 * What is left of a value where only some elements are kept: the others are the mean of the training split, a word the
 * unknown word. Nothing of what is not kept may show, or a certificate would prove nothing: so no fill that looks at it.
 *
 * @param kept 1 where an element is kept
 */
export function retained(spec: ModalitySpec, value: ModalityValue, kept: Uint8Array): ModalityValue {
  switch (spec.kind) {
    case 'text':
      return (value as TextValue).map((word, index) => (kept[index] === 1 ? word : MASK_WORD));
    case 'image':
    case 'audio':
    case 'tabular':
    case 'sequence':
    case 'skeleton': {
      const { channels } = planeOf(spec);
      const mean = meanAt(spec);
      return (value as PlaneValue).map((own, index) => (kept[Math.floor(index / channels)] === 1 ? own : mean(index)));
    }
    default:
      return spec satisfies never;
  }
}
