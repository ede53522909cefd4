/** Places in the attacked texts of a sample. */
import type { EditedWord } from '../../../shared/records/record';
import type { Texts } from '../attack';

export interface Place {
  readonly modality: string;
  readonly word: number;
}

export function placesIn(texts: Texts): readonly Place[] {
  return Object.entries(texts).flatMap(([modality, words]) => words.map((_, word) => ({ modality, word })));
}

export function wordAt(texts: Texts, { modality, word }: Place): string {
  return texts[modality][word];
}

/** With another word in a place. */
export function withWord(texts: Texts, { modality, word }: Place, now: string): Texts {
  return { ...texts, [modality]: texts[modality].map((was, index) => (index === word ? now : was)) };
}

/** One string for equal texts: words hold no line end. */
export function keyOf(texts: Texts): string {
  return Object.values(texts)
    .map((words) => words.join('\n'))
    .join('\n\n');
}

/** The words that differ, of texts with as many words. */
export function editedWords(was: Texts, now: Texts): readonly EditedWord[] {
  return placesIn(was).flatMap((place) => {
    const [before, after] = [wordAt(was, place), wordAt(now, place)];
    return before === after ? [] : [{ ...place, was: before, now: after }];
  });
}
