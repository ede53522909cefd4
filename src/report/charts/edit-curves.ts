import { editUnit } from '../../shared/attacks/attack';
import { editsText } from '../../shared/attacks/edit';
import { underSetting, type EditSetting } from '../../analysis/attack-setting';
import type { ModelAnalysis } from '../../analysis/model-analysis';
import type { Rate } from '../../analysis/statistics/estimate';
import { share } from '../cell-text';
import { cells, left, right, type Chart } from '../document';
import { labelled, measuredPoints, rateTraces, spokenLines } from './rate-lines';
import { axis, baseLayout, shareAxis } from './style';

/** Right answers changed within so many edits, a line per model; null where nothing was measured. */
export function editCurves(id: string, setting: EditSetting, models: readonly ModelAnalysis[]): Chart | null {
  const unit = editUnit(setting.choice);
  const places = Array.from({ length: setting.choice.maxEdits }, (_, index) => ({
    x: index + 1,
    label: editsText(index + 1, unit),
  }));
  const rateAt = (model: ModelAnalysis, x: number): Rate | null =>
    underSetting(model.edits, setting)?.curve.find(({ edits }) => edits === x)?.successRate ?? null;
  const series = models.map((model) => ({
    name: model.title,
    points: measuredPoints(places, ({ x }) => rateAt(model, x)),
  }));
  if (series.every(({ points }) => points.length === 0)) return null;
  const height = 285;
  return {
    kind: 'chart',
    id,
    title: `Answers changed within so many edits: ${setting.title}`,
    caption: `With 95 % intervals, over the samples attacked. The higher a line, the easier the model is to break. An edit is one ${unit === 'word' ? 'word put in the place of another' : 'letter added, left out, changed or swapped with the next'}.`,
    alt: spokenLines(series),
    height,
    layout: {
      ...baseLayout(height),
      xaxis: axis(`${unit}s changed, at most`, {
        range: [0.5, setting.choice.maxEdits + 0.5],
        dtick: tick(places.length),
      }),
      yaxis: shareAxis('right answers changed'),
    },
    data: rateTraces(series, labelled),
    table: {
      kind: 'table',
      caption: `Right answers changed within so many edits: ${setting.title}`,
      columns: [left('model'), ...places.slice(0, mostColumns).map(({ label }) => right(label))],
      rows: models.map((model) =>
        cells(model.title, ...places.slice(0, mostColumns).map(({ x }) => share(rateAt(model, x)))),
      ),
    },
  };
}

/** Columns of the table beside; the last budget is in the table above it. */
const mostColumns = 6;

function tick(count: number): number {
  return Math.max(1, Math.ceil(count / 10));
}
