import { planeOf, type ModalitySpec } from '../../shared/data/modality';
import { MASK_WORD, type ModalityValue, type PlaneValue, type TextValue } from './modality';
import { meanAt } from './plane';

/**
 * What becomes of elements that are not kept. `masked`: they keep their places, which the model sees. `left-out`: those that
 * are kept close up, so that the model sees their order alone, neither where they stood nor among how many; what it sees
 * of a draw is then the same from any text that these words can be drawn from in this order.
 */
type Unseen = 'masked' | 'left-out';

/**
 * What is left of a value where only some elements are kept: the others are the mean of the training split, a word the
 * unknown word or nothing. Nothing of what is not kept may show, or a certificate would prove nothing: so no fill that looks
 * at it.
 *
 * @param kept 1 where an element is kept
 * @param unseen of words; a plane has all its places whatever is drawn
 */
export function retained(
  spec: ModalitySpec,
  value: ModalityValue,
  kept: Uint8Array,
  unseen: Unseen = 'masked',
): ModalityValue {
  switch (spec.kind) {
    case 'text':
      return unseen === 'left-out'
        ? (value as TextValue).filter((_, index) => kept[index] === 1)
        : (value as TextValue).map((word, index) => (kept[index] === 1 ? word : MASK_WORD));
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
