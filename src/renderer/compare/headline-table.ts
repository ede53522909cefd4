import type { AnalysedRun } from '../../analysis/analysed-run';
import { figuresOf, type Figure } from '../../analysis/figures';
import { measureName, type Measure } from '../../analysis/measure';
import { marked } from '../../analysis/void-mark';
import { points, share } from '../../report/cell-text';
import { left, right, type Row, type Table, type TableCell } from '../../report/document';
import { withSeed } from '../../shared/naming';
import { texts } from '../texts/catalogue';

const words = texts.compare;

/** What answers whether the fusion is a liability. */
const headline = ['single-source-gap', 'several-needed'] as const satisfies readonly Measure['kind'][];

interface NamedRun {
  readonly run: AnalysedRun;
  readonly name: string;
}

/**
 * Headline figures of all runs side by side: a row per model, measure and attack that any of them has; null where none has
 * one. They are of different samples where the runs are, so they are shown and not subtracted.
 */
export function headlineTable(runs: readonly NamedRun[]): Table | null {
  const columns = runs.map(({ run }) => new Map(headlineFigures(run).map((figure) => [keyOf(figure), figure])));
  const keys = new Map(columns.flatMap((column) => [...column].map(([key, figure]) => [key, figure] as const)));
  if (keys.size === 0) return null;
  const models = [...new Set([...keys.values()].map(titleOf))];
  const rows = models.flatMap((model): readonly Row[] => [
    { kind: 'group', title: model },
    ...[...keys]
      .filter(([, figure]) => titleOf(figure) === model)
      .map(([key, { measure, under }]): Row => ({
        kind: 'cells',
        cells: [
          { text: [measureName(measure), ...(under === null ? [] : [under.title])].join(' · ') },
          ...columns.map((column) => cellOf(column.get(key))),
        ],
      })),
  ]);
  return {
    kind: 'table',
    caption: words.headline,
    columns: [left(words.measure), ...runs.map(({ name }) => right(name))],
    rows,
    note: words.headlineNote,
  };
}

function headlineFigures({ analysis }: AnalysedRun): readonly Figure[] {
  return figuresOf(analysis).filter(({ measure }) => headline.some((kind) => kind === measure.kind));
}

function keyOf({ model, trainingSeed, measure, under }: Figure): string {
  return JSON.stringify([model, trainingSeed, measure.kind, under?.identity ?? null]);
}

function titleOf({ model, trainingSeed }: Figure): string {
  return trainingSeed === 0 ? model : withSeed(model, trainingSeed);
}

function cellOf(figure: Figure | undefined): TableCell {
  if (figure === undefined) return { text: words.absent };
  const cell = figure.measure.kind === 'single-source-gap' ? points(figure.estimate) : share(figure.estimate);
  return figure.standing === 'void' ? { text: marked(cell.text) } : cell;
}
