import { decimal } from '../../analysis/format';
import type { Rate } from '../../analysis/statistics/estimate';
import { share } from '../../report/cell-text';
import { axis, baseLayout, chartName, rowAxis, rowNames } from '../../report/charts/style';
import { cells, left, right, type Chart } from '../../report/document';
import { texts } from '../texts/catalogue';
import type { Scheme } from '../ui/scheme';
import type { ShareFormat } from '../ui/use-shares';
import { inkOnRamp, rampScale } from './ramp';

/** Columns up to which every cell has room for its interval; those of more are in the table and under the pointer. */
const roomForIntervals = 6;

export interface RateMapContent {
  readonly id: string;
  readonly title: string;
  /** @param roomy whether the cells show their intervals */
  readonly caption: (roomy: boolean) => string;
  /** What is said of a row where the map cannot be seen. */
  readonly alt: (row: string, figures: string) => string;
  /** What the rows are. */
  readonly corner: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** By row and column; null where nothing was measured. */
  readonly rates: readonly (readonly (Rate | null)[])[];
  /** Is a large share what harms, or what is left? */
  readonly rising: boolean;
  readonly shares: ShareFormat;
  readonly scheme: Scheme;
}

/** Shares by row and column, every cell with its number; the stronger the colour, the more harm was done. */
export function rateMap(content: RateMapContent): Chart {
  const { id, title, caption, alt, corner, rows: titles, columns, rates, rising, shares, scheme } = content;
  const of = <Value>(value: (rate: Rate) => Value | null): readonly (readonly (Value | null)[])[] =>
    rates.map((row) => row.map((rate) => (rate === null ? null : value(rate))));
  const roomy = columns.length <= roomForIntervals;
  const rows = rowNames(titles);
  const height = 90 + titles.length * Math.max(rows.height, roomy ? 38 : 26);
  /** What was not measured has the ground of the page, as what harms nothing. */
  const strengthOf = (share: number | null): number => {
    if (share === null) return 0;
    return rising ? share : 1 - share;
  };
  const figure = (rate: Rate | null): string => (rate === null ? '–' : shares.share(rate.value));
  return {
    kind: 'chart',
    id,
    title,
    caption: caption(roomy),
    alt: titles
      .map((row, y) => alt(row, columns.map((column, x) => `${column} ${figure(rates[y][x])}`).join(', ')))
      .join(' '),
    height,
    layout: {
      ...baseLayout(height),
      margin: { l: rows.margin, r: 16, t: 52, b: 12 },
      xaxis: axis('', {
        tickvals: columns.map((_, index) => index),
        ticktext: columns.map((column) => chartName(column, 24)),
        side: 'top',
        showgrid: false,
      }),
      yaxis: { ...rowAxis(rows.names), showgrid: false },
      annotations: rates.flatMap((row, y) =>
        row.flatMap((rate, x) => {
          const place = { x, y, color: inkOnRamp(scheme, strengthOf(rate?.value ?? null)) };
          return [
            note({ ...place, text: figure(rate), size: 12, yshift: roomy && rate !== null ? 7 : 0 }),
            ...(roomy && rate !== null ? [note({ ...place, text: shares.interval(rate), size: 10, yshift: -8 })] : []),
          ];
        }),
      ),
    },
    data: [
      {
        type: 'heatmap',
        x: columns.map((_, index) => index),
        y: titles.map((_, index) => index),
        z: of(({ value }) => value),
        text: rates.map((row) =>
          row.map((rate) =>
            rate === null
              ? '–'
              : `${figure(rate)} ${shares.interval(rate)} ${texts.ui.figure.n(decimal(rate.n))}`.replace('  ', ' '),
          ),
        ),
        meta: { rows: titles, columns, low: of(({ low }) => low), high: of(({ high }) => high) },
        hovertemplate: '%{text}<extra></extra>',
        colorscale: rampScale(scheme, rising),
        zmin: 0,
        zmax: 1,
        xgap: 2,
        ygap: 2,
        showscale: false,
      },
    ],
    table: {
      kind: 'table',
      caption: title,
      columns: [left(corner), ...columns.map((column) => right(column))],
      rows: titles.map((row, y) => cells(row, ...rates[y].map(share))),
    },
  };
}

interface Note {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly size: number;
  readonly color: string;
  /** Pixels upwards. */
  readonly yshift: number;
}

function note({ size, color, ...place }: Note): object {
  return { ...place, showarrow: false, font: { size, color } };
}
