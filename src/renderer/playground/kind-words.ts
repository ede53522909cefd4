import { countOf, listOf } from '../../analysis/format';
import { modalityFacts, type ModalityKind } from '../../shared/data/modality';
import { isPictureView, kindShown, type SampleView, type ValueView } from '../../shared/samples/sample-view';
import { shownText } from '../../shared/text/shown-text';
import { texts } from '../texts/catalogue';

const words = texts.playground;

/** `16 steps of the watch and 1 word of the caption`: elements that are removed, of each modality by what it calls them. */
export function removedWords(values: SampleView['values'], removed: Readonly<Record<string, number>>): string {
  return listOf(
    Object.entries(removed)
      .filter(([, count]) => count > 0)
      .map(([modality, count]) =>
        words.trace.parts(countOf(count, modalityFacts[kindOf(values[modality])].element), shownText(modality)),
      ),
  );
}

/** What removed elements become, a sentence for each kind of input that there is. */
export function fillWords(values: readonly ValueView[]): string {
  return [...new Set(values.map((value) => words.answer.fill[kindOf(value)]))].join(' ');
}

/** A brush serves all pictures of a sample: only where all are of what is seen does it count pixels. */
export function brushWords(values: readonly ValueView[], side: number): string {
  const kinds = values.filter(isPictureView).map(kindShown);
  return kinds.every((kind) => kind === 'image') ? words.tools.pixels(side) : words.tools.places(side);
}

function kindOf(view: ValueView): ModalityKind {
  return isPictureView(view) ? kindShown(view) : view.kind;
}
