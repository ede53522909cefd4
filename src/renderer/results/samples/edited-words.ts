import type { EditedWord } from '../../../shared/records/record';
import type { SampleView, ValueView } from '../../../shared/samples/sample-view';

/** A sample with the words that an attack put in; all else as it was. */
export function withEditedWords(
  sample: Pick<SampleView, 'values'>,
  edited: readonly EditedWord[],
): Pick<SampleView, 'values'> {
  const values = Object.entries(sample.values).map(([id, value]): readonly [string, ValueView] => {
    if (value.kind !== 'text') return [id, value];
    const now = new Map(edited.filter(({ modality }) => modality === id).map((word) => [word.word, word.now]));
    return [id, { ...value, words: value.words.map((word, index) => now.get(index) ?? word) }];
  });
  return { values: Object.fromEntries(values) };
}
