import type { AnalysedRun } from '../../analysis/analysed-run';
import { headlineRows } from '../../analysis/comparison/headline';
import type { Figure } from '../../analysis/figures';
import { marked } from '../../analysis/void-mark';
import { points, share } from '../../report/cell-text';
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
    caption: words.headline,
    columns: [left(words.measure), ...runs.map(({ name }) => right(name))],
    rows: rows.flatMap(({ model, label, figures }, index): readonly Row[] => [
      ...(rows.at(index - 1)?.model === model && index > 0 ? [] : [{ kind: 'group', title: model } as const]),
      { kind: 'cells', cells: [{ text: label }, ...figures.map(cellOf)] },
    ]),
    note: words.headlineNote,
  };
}

function cellOf(figure: Figure | undefined): TableCell {
  if (figure === undefined) return { text: words.absent };
  const cell = figure.measure.kind === 'single-source-gap' ? points(figure.estimate) : share(figure.estimate);
  return figure.standing === 'void' ? { text: marked(cell.text) } : cell;
}
