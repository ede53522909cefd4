import type { EditedWord } from '../../../shared/records/record';
import type { Dataset, Sample } from '../../data/dataset';

/** Rows looked at for words that decide, at most. */
const mostRows = 2000;

const known = new WeakMap<Dataset, ReadonlySet<string>>();

/**
 * Did the edits leave the label what it was? Not where a word was changed that decides it, nor where one was put in that
 * decides the label of other samples. Null where the data does not say which words decide.
 */
export function keepsLabel(dataset: Dataset, sample: Sample, edited: readonly EditedWord[]): boolean | null {
  if (dataset.manifest.oracle?.text === undefined) return null;
  const deciding = decidingWords(dataset);
  return edited.every(({ word, now }) => !sample.evidence.includes(word) && !deciding.has(now.toLowerCase()));
}

/** Words that decide the label of some sample. */
function decidingWords(dataset: Dataset): ReadonlySet<string> {
  const before = known.get(dataset);
  if (before !== undefined) return before;
  const training = dataset.rowsOf('train');
  const rows = training.length > 0 ? training : dataset.rowsOf('test');
  const texts = Object.entries(dataset.manifest.modalities).flatMap(([id, { kind }]) => (kind === 'text' ? [id] : []));
  const words = new Set<string>();
  for (const row of rows.slice(0, mostRows)) {
    const { inputs, evidence } = dataset.sample(row);
    for (const id of texts)
      for (const word of evidence) words.add((inputs[id] as readonly string[])[word].toLowerCase());
  }
  known.set(dataset, words);
  return words;
}
