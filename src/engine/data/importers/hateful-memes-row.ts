import { quoted, RowProblem } from '../../files/row-problem';

/** One long text would make room for as many words in every sample of the data set. */
const MOST_WORDS = 1000;

/** One line of a listing, checked. */
export interface Meme {
  readonly id: string;
  readonly img: string;
  readonly words: readonly string[];
  readonly label: 0 | 1;
}

/**
 * @param taken ids that are imported already
 * @throws RowProblem when a field is missing, of the wrong type, empty or too long, or the id is taken
 */
export function memeOf(line: string, taken: ReadonlySet<string>): Meme {
  let row: unknown;
  try {
    row = JSON.parse(line);
  } catch {
    throw new RowProblem('The line is not valid JSON.');
  }
  if (typeof row !== 'object' || row === null || Array.isArray(row))
    throw new RowProblem('The line is no JSON object.');
  const { id, img, text, label } = row as Readonly<Record<string, unknown>>;
  const isId = typeof id === 'string' ? id !== '' && id.length <= 200 : Number.isSafeInteger(id);
  if (!isId) throw new RowProblem('The field id is no whole number and no text of 1 to 200 characters.');
  const name = String(id);
  if (taken.has(name)) throw new RowProblem(`The id ${quoted(name)} occurs a second time.`);
  if (label === undefined || label === null) throw new RowProblem('The label is missing: an unlabelled test set.');
  if (label !== 0 && label !== 1) throw new RowProblem('The label is neither 0 nor 1.');
  if (typeof text !== 'string') throw new RowProblem('The field text is no text.');
  const words = text.split(/\s+/u).filter((word) => word !== '');
  if (words.length === 0) throw new RowProblem('The text is empty.');
  if (words.length > MOST_WORDS) {
    throw new RowProblem(`The text has ${words.length} words; at most ${MOST_WORDS} are read.`);
  }
  if (typeof img !== 'string' || img === '') throw new RowProblem('The field img names no file.');
  return { id: name, img, words, label };
}
