import type { AnalysedRun } from '../../analysis/analysed-run';
import { headlineRows, type ScoreFigure } from '../../analysis/comparison/headline';
import type { Figure } from '../../analysis/figures';
import { scoreText } from '../../analysis/measures/target-scores';
import { marked } from '../../analysis/void-mark';
import { points, share } from '../../report/cell-text';
import { shownText } from '../../shared/text/shown-text';
import { rightWords } from '../../shared/data/target';
import { left, right, type Row, type Table, type TableCell } from '../../report/document';
import { texts } from '../texts/catalogue';

const words = texts.compare;

interface NamedRun {
  readonly run: AnalysedRun;
  readonly name: string;
}

/** Headline figures of all runs side by side; null where none has one. */
export function headlineTable(runs: readonly NamedRun[]): Table | null {
  const rows = headlineRows(runs.map(({ run }) => run.analysis));
  if (rows.length === 0) return null;
  return {
    kind: 'table',
    caption: runs.some(({ run: { analysis } }) => analysis.data.target !== undefined)
      ? words.headlineOfScores
      : words.headline,
    columns: [left(words.measure), ...runs.map(({ name }) => right(name))],
    rows: rows.flatMap(({ model, label, figures }, index): readonly Row[] => [
      ...(rows.at(index - 1)?.model === model && index > 0 ? [] : [{ kind: 'group', title: model } as const]),
      { kind: 'cells', cells: [{ text: label }, ...figures.map(cellOf)] },
    ]),
    note: [words.headlineNote, ...rightNotes(runs)].join(' '),
  };
}

function cellOf(figure: Figure | ScoreFigure | undefined): TableCell {
  if (figure === undefined) return { text: words.absent };
  const cell =
    'score' in figure
      ? { text: scoreText(figure.score, figure) }
      : figure.measure.kind === 'single-source-gap'
        ? points(figure.estimate)
        : share(figure.estimate);
  return figure.standing === 'void' ? { text: marked(cell.text) } : cell;
}

/** What right means in the figures of runs that ask for a set or a value. */
export function rightNotes(runs: readonly NamedRun[]): readonly string[] {
  const notes = runs.flatMap(({ run: { analysis } }) => {
    const right = rightWords(analysis.data.target);
    return right === null ? [] : [words.right(shownText(analysis.data.title), right)];
  });
  return [...new Set(notes)];
}
