import { cells, left, right, type Chart } from '../document';
import { axis, baseLayout, chartName, epochAxis, firstDrawn, lineMarkers, modelColour, shareAxis } from './style';

/** What became of one number through training. */
export interface EpochLine {
  readonly title: string;
  /** From the first epoch on; null where it was not measured. */
  readonly values: readonly (number | null)[];
  /** Place in `values` of the epoch whose weights are kept; null while it is not known, or where nothing is chosen. */
  readonly kept: number | null;
}

export interface EpochLines {
  readonly id: string;
  readonly title: string;
  readonly caption: string;
  /** What the values are; `shares` are of [0, 1] and drawn in per cent. */
  readonly axis: { readonly title: string; readonly shares: boolean; readonly upTo1: boolean };
  /** What one step on the lower axis is called. */
  readonly step: string;
  readonly lines: readonly EpochLine[];
  /** A value in the table and in words. */
  readonly text: (value: number | null) => string;
}

/** Numbers by epoch, a line each; the table has the first epoch, the one kept and the last of all lines. */
export function epochLines({ id, title, caption, axis: values, step, lines, text }: EpochLines): Chart {
  const height = 260;
  const { drawn, note } = firstDrawn(lines, '; the table has them all');
  const epochs = Math.max(1, ...lines.map((line) => line.values.length));
  const scale = values.shares ? 100 : 1;
  const hasKept = lines.some(({ kept }) => kept !== null);
  const at = (line: EpochLine, place: number | null): string =>
    text(place === null ? null : (line.values.at(place) ?? null));
  return {
    kind: 'chart',
    id,
    title,
    caption: `${caption}${note}`,
    alt: lines.map((line) => `${line.title}: ${at(line, 0)} at first, ${at(line, -1)} at last.`).join(' '),
    height,
    layout: {
      ...baseLayout(height),
      xaxis: epochAxis(step, epochs),
      yaxis: values.upTo1
        ? shareAxis(values.title)
        : axis(values.title, { rangemode: 'tozero', ...(values.shares ? { ticksuffix: ' %' } : {}) }),
    },
    data: drawn.map((line, index) => ({
      type: 'scatter',
      mode: 'lines+markers',
      name: chartName(line.title),
      x: line.values.map((_, place) => place + 1),
      y: line.values.map((value) => (value === null ? null : value * scale)),
      line: { color: modelColour(index), width: 2.5 },
      marker: lineMarkers(index),
    })),
    table: {
      kind: 'table',
      caption: `${title}, by ${step}`,
      columns: [left(''), right('first'), ...(hasKept ? [right('kept')] : []), right('last')],
      rows: lines.map((line) =>
        cells(line.title, at(line, 0), ...(hasKept ? [at(line, line.kept)] : []), at(line, -1)),
      ),
    },
  };
}
