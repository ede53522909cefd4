import { attackMeasures } from '../../analysis/attack-measures';
import { underSetting, type AttackSetting } from '../../analysis/attack-setting';
import { decimal } from '../../analysis/format';
import type { ModelAnalysis } from '../../analysis/model-analysis';
import type { Rate } from '../../analysis/statistics/estimate';
import { share } from '../../report/cell-text';
import { axis, baseLayout, chartName, rowAxis, rowNames } from '../../report/charts/style';
import { cells, left, right, type Chart } from '../../report/document';
import { inkOnRamp, rampScale } from '../charts/ramp';
import { texts } from '../texts/catalogue';
import type { Scheme } from '../ui/scheme';
import type { ShareFormat } from '../ui/use-shares';

const words = texts.results.heatMap;

export const heatMapMeasures = ['robustAccuracy', 'successRate'] as const;
export type HeatMapMeasure = (typeof heatMapMeasures)[number];

/** Models up to which every cell has room for its interval; those of more are in the table and under the pointer. */
const roomForIntervals = 6;

export interface HeatMapContent {
  readonly models: readonly ModelAnalysis[];
  readonly settings: readonly AttackSetting[];
  readonly measure: HeatMapMeasure;
  readonly shares: ShareFormat;
  readonly scheme: Scheme;
}

/** Model × attack at a glance, every cell with its number; the stronger the colour, the more the attack achieves. */
export function heatMapChart({ models, settings, measure, shares, scheme }: HeatMapContent): Chart {
  const rates = settings.map((setting) =>
    models.map((model): Rate | null => {
      const measured = underSetting(attackMeasures(model), setting);
      return measured?.[measure] ?? null;
    }),
  );
  const of = <Value>(value: (rate: Rate) => Value | null): readonly (readonly (Value | null)[])[] =>
    rates.map((row) => row.map((rate) => (rate === null ? null : value(rate))));
  const roomy = models.length <= roomForIntervals;
  const rows = rowNames(settings.map(({ title }) => title));
  const height = 90 + settings.length * Math.max(rows.height, roomy ? 38 : 26);
  const achieves = measure === 'successRate';
  /** What was not measured has the ground of the page, as what achieves nothing. */
  const strengthOf = (share: number | null): number => {
    if (share === null) return 0;
    return achieves ? share : 1 - share;
  };
  const figure = (rate: Rate | null): string => (rate === null ? '–' : shares.share(rate.value));
  return {
    kind: 'chart',
    id: `model-attack-${measure}`,
    title: words.titleOf(words.measures[measure]),
    caption: roomy ? words.note : `${words.note} ${words.intervals}`,
    alt: settings
      .map(({ title }, row) =>
        words.alt(title, models.map((model, column) => `${model.title} ${figure(rates[row][column])}`).join(', ')),
      )
      .join(' '),
    height,
    layout: {
      ...baseLayout(height),
      margin: { l: rows.margin, r: 16, t: 52, b: 12 },
      xaxis: axis('', {
        tickvals: models.map((_, index) => index),
        ticktext: models.map(({ title }) => chartName(title, 24)),
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
        x: models.map((_, index) => index),
        y: settings.map((_, index) => index),
        z: of(({ value }) => value),
        text: rates.map((row) =>
          row.map((rate) =>
            rate === null
              ? '–'
              : `${figure(rate)} ${shares.interval(rate)} ${texts.ui.figure.n(decimal(rate.n))}`.replace('  ', ' '),
          ),
        ),
        meta: {
          rows: settings.map(({ title }) => title),
          columns: models.map(({ title }) => title),
          low: of(({ low }) => low),
          high: of(({ high }) => high),
        },
        hovertemplate: '%{text}<extra></extra>',
        colorscale: rampScale(scheme, achieves),
        zmin: 0,
        zmax: 1,
        xgap: 2,
        ygap: 2,
        showscale: false,
      },
    ],
    table: {
      kind: 'table',
      caption: words.titleOf(words.measures[measure]),
      columns: [left(words.attack), ...models.map(({ title }) => right(title))],
      rows: settings.map(({ title }, row) => cells(title, ...rates[row].map(share))),
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
