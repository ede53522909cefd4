import { decimal } from '../../../analysis/format';
import type { PartSize } from '../../../analysis/part-sizes';
import { shownText } from '../../../shared/text/shown-text';
import { texts } from '../../texts/catalogue';

const words = texts.models.card.part;

/** A part of a model and its weights, in words. */
export function partText(size: PartSize): string {
  const weights = decimal(size.weights);
  return size.part === 'encoder' ? words.encoder(shownText(size.modality), weights) : words[size.part](weights);
}
