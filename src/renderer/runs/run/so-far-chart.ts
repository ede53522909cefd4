import { withSeed } from '../../../shared/text/naming';
import { dotRows } from '../../../report/charts/dot-rows';
import { modelColour } from '../../../report/charts/style';
import type { Chart } from '../../../report/document';
import { shownName } from '../../../shared/text/shown-text';
import { texts } from '../../texts/catalogue';
import type { Grid } from '../../ui/study-grid/grid';
import { accuracySoFar, type Recorded } from './recorded';

const words = texts.run.soFar;

/** Accuracy so far as dots with intervals, one row per attack, one colour per model; null before the first record. */
export function soFarChart({ models, lines }: Pick<Grid, 'models' | 'lines'>, recorded: Recorded): Chart | null {
  const names = lines.map(({ title }) => title ?? texts.ui.studyGrid.clean);
  const series = models.flatMap(({ title, spec }, place) => {
    const rates = new Map(
      lines.flatMap(({ cells }, row) => {
        const cell = cells[place];
        const rate = cell === null ? null : accuracySoFar(recorded, cell.id);
        return rate === null || rate.n === 0 ? [] : [[names[row], rate] as const];
      }),
    );
    return rates.size === 0
      ? []
      : [{ name: withSeed(shownName(title), spec.seed), rates, marker: { color: modelColour(place) } }];
  });
  if (series.length === 0) return null;
  return dotRows({
    id: 'accuracy-so-far',
    title: words.title,
    caption: words.caption,
    tableCaption: words.title,
    rowTitle: texts.ui.studyGrid.attack,
    rows: names.filter((name) => series.some(({ rates }) => rates.has(name))),
    series,
    tallest: 900,
    showlegend: true,
  });
}
