import { countOf, decimal } from '../../analysis/format';
import { stepsText, type ModalitySpec } from '../../shared/data/modality';
import { texts } from '../texts/catalogue';

const words = texts.datasets.one;

/** What the values of a modality are: `64 × 64 pixels, 3 channels`. */
export function modalityText(spec: ModalitySpec): string {
  switch (spec.kind) {
    case 'image':
      return words.image(decimal(spec.height), decimal(spec.width), countOf(spec.channels, 'channel'));
    case 'text':
      return words.text(countOf(spec.maxWords, 'word'));
    case 'audio':
      return words.audio(String(Number(spec.seconds.toPrecision(3))), decimal(spec.height), decimal(spec.width));
    case 'tabular':
      return countOf(spec.columns.length, 'column');
    case 'sequence':
      return words.steps(stepsText(spec), countOf(spec.features.length, 'feature'));
    case 'skeleton':
      return words.steps(countOf(spec.steps, 'step'), countOf(spec.joints.length, 'joint'));
    default:
      return spec satisfies never;
  }
}
