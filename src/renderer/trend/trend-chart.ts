import { decimal, utcTime } from '../../analysis/format';
import type { Estimate } from '../../analysis/statistics/estimate';
import { errorBars } from '../../report/charts/error-bars';
import { axis, baseLayout, chartName } from '../../report/charts/style';
import { cells, left, right, type Chart } from '../../report/document';
import type { PaletteName } from '../workspace/preferences';
import { styleAt } from '../charts/series-style';
import { shownName } from '../../shared/shown-text';
import { texts } from '../texts/catalogue';
import type { ShareFormat } from '../ui/use-shares';
import { measureTitle, type Measure } from './measure';
import { changesOf, segmentsOf, type TrendPoint, type TrendSeries } from './series';
import { boundsOf, type ValueRange } from './value-range';

const words = texts.trend;
const height = 420;
const hour = 3_600_000;
/** Legible on light and on dark. */
const markColour = '#7a8691';
/** Room for markers on the bounds of the axis, as a part of its span. */
const markerRoom = 0.02;

/** How the person wants it drawn. */
export interface TrendLook {
  readonly palette: PaletteName;
  readonly shares: ShareFormat;
  readonly range: ValueRange;
}

/**
 * A measure over time: one colour and marker per model, lines cut and marked where something else changed.
 *
 * @param series at least one, each with points
 */
export function trendChart(
  series: readonly TrendSeries[],
  measure: Measure,
  attack: string | null,
  { palette, shares, range }: TrendLook,
): Chart {
  const { factor, suffix } = shares;
  const title = words.title(measureTitle(measure), attack);
  const changes = changesOf(series);
  const [first, last] = extent(series);
  const [low, high] = boundsOf(
    series.flatMap(({ points }) => points.map(({ estimate }) => estimate)),
    range,
  );
  const beyond = markerRoom * (high - low);
  const part = range === 'near' ? ` ${words.part(shares.share(low), shares.share(high))}` : '';
  return {
    kind: 'chart',
    id: 'trend',
    title,
    caption: `${words.caption}${part}`,
    alt: series
      .map(({ name, points }) => `${name}: ${points.map((point) => inWords(point, shares)).join(', ')}.`)
      .join(' '),
    height,
    layout: {
      ...baseLayout(height),
      showlegend: true,
      margin: { l: 64, r: 16, t: 28 + 22 * Math.ceil(series.length / 3), b: 52 },
      xaxis: axis(words.date, { type: 'date', range: [plotTime(first), plotTime(last)] }),
      yaxis: axis(words.axes[measure.kind], {
        range: [(low - beyond) * factor, (high + beyond) * factor],
        ticksuffix: suffix,
      }),
      shapes: changes.map(({ at }) => ({
        type: 'line',
        xref: 'x',
        yref: 'paper',
        x0: plotTime(at),
        x1: plotTime(at),
        y0: 0,
        y1: 1,
        line: { color: markColour, width: 1, dash: 'dot' },
      })),
      annotations: changes.map(({ at, text }, index) => ({
        xref: 'x',
        yref: 'paper',
        x: plotTime(at),
        // Two changes at one time stand beneath each other.
        y: 0.01 + 0.06 * changes.slice(0, index).filter((other) => other.at === at).length,
        text,
        showarrow: false,
        xanchor: 'left',
        yanchor: 'bottom',
        font: { size: 11, color: markColour },
      })),
    },
    data: series.flatMap((one, index) => {
      const { colour, marker } = styleAt(index, palette);
      return segmentsOf(one).map((points, place) => ({
        type: 'scatter',
        mode: 'lines+markers',
        name: chartName(one.name),
        legendgroup: String(index),
        showlegend: place === 0,
        x: points.map(({ run }) => plotTime(Date.parse(run.createdAt))),
        y: points.map(({ estimate }) => (estimate.value ?? 0) * factor),
        text: points.map(({ run }) => shownName(run.name)),
        error_y: errorBars(
          points.map(({ estimate }) => estimate),
          { color: colour, scale: factor },
        ),
        line: { color: colour, width: 1.5 },
        marker: { color: colour, symbol: marker, size: 9 },
        customdata: points.map(({ estimate }) => inFigures(estimate, shares)),
        hovertemplate: '%{fullData.name}, %{x|%Y-%m-%d %H:%M}: %{customdata}<extra></extra>',
      }));
    }),
    table: {
      kind: 'table',
      caption: title,
      columns: [
        left(words.date),
        left(words.columns.run),
        left(words.columns.model),
        right(words.columns.value),
        right(words.columns.n),
        left(words.columns.app),
        right(words.columns.version),
      ],
      rows: series.flatMap(({ name, points }) =>
        points.map(({ run, estimate, version }) =>
          cells(
            utcTime(run.createdAt),
            `…${run.id.slice(-4)}`,
            name,
            { text: shares.share(estimate.value), interval: shares.interval(estimate) },
            decimal(estimate.n),
            run.measured.appVersion,
            version === null ? '–' : String(version),
          ),
        ),
      ),
    },
  };
}

function inWords({ run, estimate }: TrendPoint, shares: ShareFormat): string {
  return words.point(run.createdAt.slice(0, 10), inFigures(estimate, shares));
}

function inFigures(estimate: Estimate, { share, interval }: ShareFormat): string {
  return `${share(estimate.value)} ${interval(estimate)}`.trimEnd();
}

/** First and last time shown, in ms: all points with room beside them. */
function extent(series: readonly TrendSeries[]): readonly [number, number] {
  const times = series.flatMap(({ points }) => points.map(({ run }) => Date.parse(run.createdAt)));
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const room = Math.max(hour, 0.05 * (last - first));
  return [first - room, last + room];
}

/** A time as plotly reads it, in UTC. */
function plotTime(time: number): string {
  return utcTime(new Date(time).toISOString());
}
