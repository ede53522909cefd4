import { openContained } from '../../../../files/contained-file';
import { quoted, RowProblem } from '../../../../files/row-problem';
import { hasAll } from '../../has-all';
import { textLines } from '../../text-lines';
import { whole, type Preset } from './preset';

const SENTIMENTS = ['positive', 'neutral', 'negative'] as const;

/**
 * What the labels of text and picture say together, as the publications on MVSA have it: neutral gives way; one that is positive
 * and one that is negative contradict each other, and the sample is left out.
 */
const together = SENTIMENTS.flatMap((text) =>
  SENTIMENTS.flatMap((image) => {
    const isContradiction = text !== image && text !== 'neutral' && image !== 'neutral';
    return isContradiction ? [] : [{ value: `${text},${image}`, name: text === 'neutral' ? image : text }];
  }),
);

/** As it is published, and as it is passed on by some. */
const LISTS = ['labelResultAll.txt', 'labelResult.txt'];
const COLUMNS = ['ID', 'text,image'];
/** Of the first line. */
const MOST_LETTERS = 200;

/** MVSA-Single (Niu et al., MMM 2016): tweets and pictures, one annotation each. */
export const mvsaSingle: Preset = {
  title: 'MVSA-Single',
  cites: ['niu2016sentiment'],
  expects: ['data'],
  mapping: async (root) => {
    const list = await listIn(root);
    if (list === null) return null;
    return {
      ...whole,
      source: { kind: 'files', parts: [{ files: [list], separator: '\t' }] },
      id: '{ID}',
      inputs: [
        { kind: 'image', name: 'image', file: 'data/{ID}.jpg' },
        { kind: 'text', name: 'text', file: 'data/{ID}.txt', words: 64 },
      ],
      label: { kind: 'class', column: 'text,image', classes: together },
      split: { kind: 'drawn', by: 'class', test: 0.1, validation: 0.1 },
      task: 'Which sentiment do tweet and picture have together?',
    };
  },
};

/** The list of labels; null where there is none. @throws RowProblem for that of MVSA-Multiple */
async function listIn(root: string): Promise<string | null> {
  for (const name of LISTS) {
    if (!(await hasAll(root, [name]))) continue;
    const columns = await columnsIn(root, name);
    if (columns.join() === COLUMNS.join()) return name;
    if (columns.length > COLUMNS.length && columns.slice(1).every((column) => column === COLUMNS[1])) {
      throw new RowProblem(
        `${quoted(name)} has ${String(columns.length - 1)} people’s labels in a row, as MVSA-Multiple has. Bring them together in one column "text,image".`,
      );
    }
  }
  return null;
}

async function columnsIn(root: string, name: string): Promise<readonly string[]> {
  for await (const { text } of textLines(await openContained(root, name))) {
    return (text ?? '')
      .slice(0, MOST_LETTERS)
      .replace(/^\uFEFF/u, '')
      .trim()
      .split(/\s*\t\s*/u);
  }
  return [];
}
