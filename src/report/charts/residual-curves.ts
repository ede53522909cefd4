import { decimal } from '../../analysis/format';
import { cells, left, right, type Chart } from '../document';
import { axis, baseLayout, chartName, modelColour, modelMarker } from './style';

/** How far a fusion was from rest at each step: of one sample, or of many. */
export interface ResidualLine {
  readonly name: string;
  /** ‖f(z) − z‖ at each step. */
  readonly residuals: readonly number[];
  /** Place of its colour, and whether it is dotted; absent: its own place, and solid. */
  readonly style?: { readonly colour: number; readonly dotted: boolean };
}

export interface ResidualCurves {
  readonly id: string;
  readonly title: string;
  readonly caption: string;
  readonly lines: readonly ResidualLine[];
  /** Below it a sample is at rest, in the same unit; each that the models have. */
  readonly tolerances: readonly number[];
}

/** Steps that a table tells of, besides the last. */
const told = [1, 2, 5, 10, 20, 50, 100];

/** Residual by step on a logarithmic axis, with the tolerance as a line. */
export function residualCurves({ id, title, caption, lines, tolerances }: ResidualCurves): Chart {
  const height = 300;
  const longest = Math.max(1, ...lines.map(({ residuals }) => residuals.length));
  const steps = told.filter((step) => step < longest);
  return {
    kind: 'chart',
    id,
    title,
    caption,
    alt: lines
      .map(
        ({ name, residuals }) =>
          `${name}: ${decimal(residuals[0])} at the first step, ${decimal(residuals[residuals.length - 1])} at step ${decimal(residuals.length)}.`,
      )
      .join(' '),
    height,
    layout: {
      ...baseLayout(height),
      xaxis: axis('step', { range: [0.5, longest + 0.5], dtick: Math.ceil(longest / 12), tick0: 1 }),
      yaxis: axis('residual ‖f(z) − z‖', { type: 'log', dtick: 1, tickformat: '~g' }),
    },
    data: [
      ...lines.map(({ name, residuals, style = null }, index) => ({
        type: 'scatter',
        mode: 'lines+markers',
        name: chartName(name),
        x: residuals.map((_, step) => step + 1),
        // Nothing is drawn of zero, which has no logarithm.
        y: residuals.map((residual) => (residual > 0 ? residual : null)),
        line: {
          color: modelColour(style?.colour ?? index),
          width: 2.5,
          dash: style?.dotted === true ? 'dot' : 'solid',
        },
        marker: {
          color: modelColour(style?.colour ?? index),
          symbol: modelMarker(style?.colour ?? index),
          size: 6,
        },
        hovertemplate: '%{fullData.name}, step %{x}: %{y:.3g}<extra></extra>',
      })),
      ...tolerances.map((tolerance) => ({
        type: 'scatter',
        mode: 'lines',
        name: `tolerance ${decimal(tolerance)}`,
        x: [0.5, longest + 0.5],
        y: [tolerance, tolerance],
        line: { color: '#808080', width: 1.5, dash: 'dash' },
        hoverinfo: 'skip',
      })),
    ],
    table: {
      kind: 'table',
      caption: `${title}: residual at step`,
      columns: [left(''), ...steps.map((step) => right(decimal(step))), right('last'), right('steps')],
      rows: lines.map(({ name, residuals }) =>
        cells(
          name,
          ...steps.map((step) => (step > residuals.length ? '–' : decimal(residuals[step - 1]))),
          decimal(residuals[residuals.length - 1]),
          decimal(residuals.length),
        ),
      ),
    },
  };
}
