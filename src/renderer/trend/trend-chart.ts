import { decimal, percentEstimate, pointsEstimate, utcTime } from '../../analysis/format';
import { unitOfMeasure, type Measure, type MeasureUnit } from '../../analysis/measure';
import { marked } from '../../analysis/void-mark';
import { points as pointsCell, share as shareCell } from '../../report/cell-text';
import { errorBars } from '../../report/charts/error-bars';
import { axis, baseLayout, chartName } from '../../report/charts/style';
import { cells, left, right, type Chart } from '../../report/document';
import type { PaletteName } from '../workspace/preferences';
import { styleAt } from '../charts/series-style';
import { shownName } from '../../shared/text/shown-text';
import { texts } from '../texts/catalogue';
import type { ShareFormat } from '../ui/use-shares';
import { measureTitle } from './measure';
import { changesOf, segmentsOf, type TrendPoint, type TrendSeries } from './series';
import { boundsOf, boundText, type ValueRange } from './value-range';

const words = texts.trend;
const height = 420;
const minute = 60_000;
const hour = 60 * minute;
/** Legible on light and on dark. */
const markColour = '#7a8691';
/** Room beside the first and the last point, as a part of their span. */
const timeRoom = 0.06;
/** Room for markers on the bounds of the axis, as a part of its span. */
const markerRoom = 0.02;

/** How the person wants it drawn. */
export interface TrendLook {
  readonly palette: PaletteName;
  readonly shares: ShareFormat;
  readonly range: ValueRange;
}

/**
 * A measure over time: one colour and marker per model, lines cut and marked where something else changed, markers of void
 * figures hollow.
 *
 * @param series at least one, each with points
 * @param under what it was measured under; null without an attack or failing input
 */
export function trendChart(
  series: readonly TrendSeries[],
  measure: Measure,
  under: string | null,
  { palette, shares, range }: TrendLook,
): Chart {
  const unit = unitOfMeasure(measure);
  const { factor } = shares;
  const title = shares.text(words.title(measureTitle(measure), under));
  const changes = changesOf(series);
  const [first, last] = extent(series);
  const [low, high] = boundsOf(
    series.flatMap(({ points }) => points.map(({ estimate }) => estimate)),
    range,
    unit,
  );
  const beyond = markerRoom * (high - low);
  const part = range === 'near' ? [words.part(boundText(low, unit, shares), boundText(high, unit, shares))] : [];
  const isVoid = ({ standing }: TrendPoint): boolean => standing === 'void';
  const voids = series.some(({ points }) => points.some(isVoid)) ? [words.voids] : [];
  return {
    kind: 'chart',
    id: 'trend',
    title,
    caption: [words.caption, ...voids, ...part].join(' '),
    alt: series
      .map(({ name, points }) => `${name}: ${points.map((point) => inWords(point, unit, shares)).join(', ')}.`)
      .join(' '),
    height,
    layout: {
      ...baseLayout(height),
      showlegend: true,
      margin: { l: 64, r: 16, t: 28 + 22 * Math.ceil(series.length / 3), b: 52 },
      xaxis: axis(words.date, { type: 'date', range: [plotTime(first), plotTime(last)] }),
      yaxis: axis(shares.text(words.axes[measure.kind]), {
        range: [(low - beyond) * factor, (high + beyond) * factor],
        ticksuffix: unit === 'share' ? shares.suffix : '',
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
      const { colour, marker } = styleAt(one.place, palette);
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
        marker: { color: colour, symbol: points.some(isVoid) ? `${marker}-open` : marker, size: 9 },
        customdata: points.map((point) => inFigures(point, unit, shares)),
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
        left(words.columns.standing),
      ],
      rows: series.flatMap(({ name, points }) =>
        points.map(({ run, estimate, version, standing }) =>
          cells(
            utcTime(run.createdAt),
            `…${run.id.slice(-4)}`,
            name,
            unit === 'share' ? shareCell(estimate) : pointsCell(estimate),
            decimal(estimate.n),
            run.measured.appVersion,
            version === null ? '–' : String(version),
            words.standings[standing],
          ),
        ),
      ),
    },
  };
}

function inWords(point: TrendPoint, unit: MeasureUnit, shares: ShareFormat): string {
  return words.point(point.run.createdAt.slice(0, 10), inFigures(point, unit, shares));
}

function inFigures({ estimate, standing }: TrendPoint, unit: MeasureUnit, shares: ShareFormat): string {
  const text = shares.text(unit === 'share' ? percentEstimate(estimate) : pointsEstimate(estimate));
  return standing === 'void' ? marked(text) : text;
}

/** First and last time shown, in ms: all points with room beside them. */
function extent(series: readonly TrendSeries[]): readonly [number, number] {
  const times = series.flatMap(({ points }) => points.map(({ run }) => Date.parse(run.createdAt)));
  const [first, last] = [Math.min(...times), Math.max(...times)];
  // Runs of one moment have no span of their own.
  const room = last === first ? hour : Math.max(minute, timeRoom * (last - first));
  return [first - room, last + room];
}

/** A time as plotly reads it, in UTC. */
function plotTime(time: number): string {
  return utcTime(new Date(time).toISOString());
}
