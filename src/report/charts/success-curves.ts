import { percent, percentInColumn } from '../../analysis/format';
import { successAt, type SuccessCurve } from '../../analysis/measures/curve';
import type { RemovalMeasures } from '../../analysis/measures/removal';
import type { ModelAnalysis } from '../../analysis/model-analysis';
import { cells, left, type Chart, type Table } from '../document';
import { shareBudgetColumns, shareBudgets } from './share-budgets';
import { axis, baseLayout, chartName, lineMarkers, lineStyles, modelColour, shareAxis } from './style';

interface Line {
  readonly name: string;
  readonly curve: SuccessCurve;
  readonly style: Readonly<Record<string, unknown>>;
}

/** One panel per model: the attack, the same among still-decidable inputs, and both random controls. */
export function controlCurves(
  id: string,
  attack: string,
  models: readonly { readonly model: ModelAnalysis; readonly measures: RemovalMeasures }[],
): Chart {
  const panels = models.map(({ model, measures }) => ({ title: model.title, lines: linesOf(measures) }));
  const columns = Math.min(2, panels.length);
  const rows = Math.ceil(panels.length / columns);
  const height = 100 + 225 * rows;
  const end = rangeEnd(panels.flatMap(({ lines }) => lines.map(({ curve }) => curve)));
  const layout: Record<string, unknown> = {
    ...baseLayout(height),
    grid: { rows, columns, pattern: 'independent', ygap: 0.28, xgap: 0.18 },
    annotations: panels.map((panel, index) => ({
      text: chartName(panel.title),
      xref: `x${axisNumber(index)} domain`,
      yref: `y${axisNumber(index)} domain`,
      x: 0,
      y: 1,
      xanchor: 'left',
      yanchor: 'bottom',
      showarrow: false,
      font: { size: 13, weight: 600 },
    })),
    margin: { l: 64, r: 16, t: 56, b: 44 },
    // Above the first row's panel title, whatever the height.
    legend: { orientation: 'h', x: 0, y: 1 + 24 / (height - 100), xanchor: 'left', yanchor: 'bottom' },
  };
  panels.forEach((_, index) => {
    layout[`xaxis${axisNumber(index)}`] = axis('share removed, at most', {
      range: [-end, end * 100],
      ticksuffix: ' %',
    });
    layout[`yaxis${axisNumber(index)}`] = shareAxis(index % columns === 0 ? 'answers changed' : '');
  });
  return {
    kind: 'chart',
    id,
    title: `Answers changed against the share of the input removed: ${attack}`,
    caption:
      'The higher and further left a line, the less has to be removed. The area above the dark blue line, up to 100\u00a0%, is the mean share that has to go, a failure counting as the whole input. Light blue counts only answers that change while the label can still be decided. Grey: random search with as many queries, and random removal of equal size.',
    alt: panels
      .map(
        ({ title, lines }) =>
          `${title}: ${lines.map(({ name, curve }) => `${name} ends at ${percent(curve.y.at(-1) ?? 0)}`).join(', ')}.`,
      )
      .join(' '),
    height,
    layout,
    data: panels.flatMap(({ lines }, index) =>
      lines.map((line) => ({
        ...steps(line, end),
        xaxis: `x${axisNumber(index)}`,
        yaxis: `y${axisNumber(index)}`,
        showlegend: index === 0,
        legendgroup: line.name,
      })),
    ),
    table: curveTable(
      `Share of right answers changed by removing at most so much of the input: ${attack}`,
      panels.flatMap(({ title, lines }) => lines.map((line) => ({ ...line, name: `${title}, ${line.name}` }))),
    ),
  };
}

/** One panel per modality, one line per model: the share that had to go of that modality alone. */
export function modalityCurves(
  id: string,
  attack: string,
  modalities: readonly string[],
  models: readonly { readonly model: ModelAnalysis; readonly measures: RemovalMeasures }[],
): Chart {
  const panels = modalities.map((modality) => ({
    modality,
    lines: models.map(({ model, measures }, index): Line => ({
      name: model.title,
      curve: measures.modalityCurves[modality],
      style: { color: modelColour(index), width: 2.5, dash: 'solid' },
    })),
  }));
  const height = 285;
  const layout: Record<string, unknown> = {
    ...baseLayout(height),
    grid: { rows: 1, columns: panels.length, pattern: 'independent', xgap: 0.18 },
  };
  panels.forEach(({ modality, lines }, index) => {
    layout[`xaxis${axisNumber(index)}`] = axis(`${modality} removed, at most`, {
      range: [-rangeEnd(lines.map(({ curve }) => curve)), 100 * rangeEnd(lines.map(({ curve }) => curve))],
      ticksuffix: ' %',
    });
    layout[`yaxis${axisNumber(index)}`] = shareAxis(index === 0 ? 'answers changed' : '');
  });
  return {
    kind: 'chart',
    id,
    title: `The same for each input by itself: ${attack}`,
    caption:
      'Whatever was removed of the other input. A line that starts above zero counts answers that changed without touching this input at all.',
    alt: panels
      .map(
        ({ modality, lines }) =>
          `${modality}: ${lines.map(({ name, curve }) => `${name} ${percent(successAt(curve, 0))} at nothing removed, ${percent(curve.y.at(-1) ?? 0)} at most`).join(', ')}.`,
      )
      .join(' '),
    height,
    layout,
    data: panels.flatMap(({ lines }, index) =>
      lines.map((line, place) => ({
        ...steps({ ...line, name: chartName(line.name) }, rangeEnd(lines.map(({ curve }) => curve))),
        mode: 'lines+markers',
        marker: lineMarkers(place),
        xaxis: `x${axisNumber(index)}`,
        yaxis: `y${axisNumber(index)}`,
        showlegend: index === 0,
        legendgroup: line.name,
      })),
    ),
    table: curveTable(
      `Share of right answers changed by removing at most so much of one input: ${attack}`,
      panels.flatMap(({ modality, lines }) => lines.map((line) => ({ ...line, name: `${modality}, ${line.name}` }))),
    ),
  };
}

function linesOf({ curve, decidableCurve, controls }: RemovalMeasures): readonly Line[] {
  return [
    { name: 'attack', curve, style: lineStyles.attack },
    ...(decidableCurve === null
      ? []
      : [{ name: 'attack, still decidable', curve: decidableCurve, style: lineStyles.decidable }]),
    ...(controls.randomSearch.draws === 0
      ? []
      : [{ name: 'random search', curve: controls.randomSearch.curve, style: lineStyles.search }]),
    ...(controls.randomRemoval.draws === 0
      ? []
      : [{ name: 'random removal', curve: controls.randomRemoval.curve, style: lineStyles.removal }]),
  ];
}

function steps({ name, curve, style }: Line, end: number): Readonly<Record<string, unknown>> {
  const x = [0, ...curve.x, end].map((value) => value * 100);
  const y = [0, ...curve.y, curve.y.at(-1) ?? 0].map((value) => value * 100);
  return {
    type: 'scatter',
    mode: 'lines',
    name,
    x,
    y,
    line: { ...style, shape: 'hv' },
    hovertemplate: '%{y:.1f} % changed by removing at most %{x:.2f} %<extra></extra>',
  };
}

/** Where the horizontal axis ends: a little beyond the last rise, as flat ends say nothing. */
function rangeEnd(curves: readonly SuccessCurve[]): number {
  const last = Math.max(0.05, ...curves.map((curve) => curve.x.at(-1) ?? 0));
  return Math.min(1, last * 1.05);
}

function curveTable(caption: string, lines: readonly Line[]): Table {
  return {
    kind: 'table',
    caption,
    columns: [left('line'), ...shareBudgetColumns],
    rows: lines.map(({ name, curve }) =>
      cells(name, ...shareBudgets.map((budget) => percentInColumn(successAt(curve, budget)))),
    ),
  };
}

function axisNumber(index: number): string {
  return index === 0 ? '' : String(index + 1);
}
