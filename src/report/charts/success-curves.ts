import { percent, percentInColumn } from '../../analysis/format';
import { successAt, type SuccessCurve } from '../../analysis/measures/curve';
import type { RemovalMeasures } from '../../analysis/measures/removal';
import type { ModelAnalysis } from '../../analysis/model-analysis';
import { cells, left, type Chart, type Table } from '../document';
import { shareBudgetColumns, shareBudgets } from './share-budgets';
import { axis, baseLayout, chartName, lineMarkers, lineStyles, modelColour, shareAxis } from './style';

/** Pixels of a row of panels, and of what stands above the first and below the last. */
const rowHeight = 265;
const edges = 116;
const changedAxis = 'right answers changed';
const quarters = { dtick: 25 };
/** Share at which the horizontal axis ends at least: a square of a picture is less. */
const leastEnd = 0.005;

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
  const height = edges + rowHeight * rows;
  // A control that goes on far beyond the attack would press all lines against the left edge.
  const end = rangeEnd(models.map(({ measures }) => measures.curve));
  const isCut = panels.some(({ lines }) => lines.some(({ curve }) => (curve.x.at(-1) ?? 0) > end));
  const layout: Record<string, unknown> = {
    ...baseLayout(height),
    grid: { rows, columns, pattern: 'independent', ygap: 0.36, xgap: 0.16 },
    annotations: panels.map((panel, index) => ({
      text: chartName(panel.title),
      xref: `x${axisNumber(index)} domain`,
      yref: `y${axisNumber(index)} domain`,
      x: 0,
      y: 1,
      xanchor: 'left',
      yanchor: 'bottom',
      yshift: 6,
      showarrow: false,
      font: { size: 13, weight: 600 },
    })),
    margin: { l: 64, r: 16, t: 64, b: 52 },
    // Above the first row's panel title, whatever the height.
    legend: { orientation: 'h', x: 0, y: 1 + 30 / (height - edges), xanchor: 'left', yanchor: 'bottom' },
  };
  panels.forEach((_, index) => {
    layout[`xaxis${axisNumber(index)}`] = axis('share of the whole input removed, at most', {
      range: [-end, end * 100],
      ticksuffix: ' %',
      nticks: 6,
    });
    layout[`yaxis${axisNumber(index)}`] = shareAxis(index % columns === 0 ? changedAxis : '', quarters);
  });
  return {
    kind: 'chart',
    id,
    title: `Answers changed against the share of the input removed: ${attack}`,
    caption: [
      'The higher and further left a line, the less has to be removed: the easier the model is to break. Dark blue: the attack. Light blue: only answers that change while the label can still be decided. Grey: random search with as many queries, and random removal of equal size, both to stay below the attack.',
      ...(isCut ? ['A random control goes on beyond this axis; the table has all of it.'] : []),
      'The area above the dark blue line, up to 100\u00a0%, is the mean share that has to go, a failure counting as the whole input.',
    ].join(' '),
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
    layout[`xaxis${axisNumber(index)}`] = axis(`share of the ${modality} removed, at most`, {
      range: [-rangeEnd(lines.map(({ curve }) => curve)), 100 * rangeEnd(lines.map(({ curve }) => curve))],
      ticksuffix: ' %',
    });
    layout[`yaxis${axisNumber(index)}`] = shareAxis(index === 0 ? changedAxis : '', quarters);
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
  const shown = curve.x.filter((share) => share <= end).length;
  const y = [0, ...curve.y.slice(0, shown)];
  const x = [0, ...curve.x.slice(0, shown), end];
  return {
    type: 'scatter',
    mode: 'lines',
    name,
    x: x.map((value) => value * 100),
    y: [...y, y[y.length - 1]].map((value) => value * 100),
    line: { ...style, shape: 'hv' },
    hovertemplate: '%{y:.1f} % changed by removing at most %{x:.2f} %<extra></extra>',
  };
}

/** Where the horizontal axis ends, as a share: a little beyond the last rise, as flat ends say nothing. */
function rangeEnd(curves: readonly SuccessCurve[]): number {
  const last = Math.max(leastEnd, ...curves.map((curve) => curve.x.at(-1) ?? 0));
  return Math.min(1, last * 1.1);
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
