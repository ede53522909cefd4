import { percent } from '../../analysis/format';
import { underSetting, type AttackSetting } from '../../analysis/attack-setting';
import type { Rate } from '../../analysis/statistics/estimate';
import type { ModelAnalysis } from '../../analysis/model-analysis';
import { share } from '../cell-text';
import { cells, left, right, type Chart } from '../document';
import { axis, baseLayout, chartName, modelColour, shareAxis } from './style';

/** What a printed page holds beside the title, in CSS pixels. */
const tallest = 1000;

interface Point {
  readonly label: string;
  readonly rate: Rate;
}

/** Accuracy left under each attack, with intervals; the clean accuracy first. */
export function robustAccuracyChart(
  id: string,
  models: readonly ModelAnalysis[],
  settings: readonly AttackSetting[],
): Chart {
  const series = models.map((model) => ({
    name: model.title,
    points: [
      { label: 'no attack', rate: model.accuracy },
      ...settings.flatMap((setting): Point[] => {
        const measures = underSetting([...model.removals, ...model.perturbations], setting);
        return measures === undefined ? [] : [{ label: setting.title, rate: measures.robustAccuracy }];
      }),
    ],
  }));
  const labels = ['no attack', ...settings.map(({ title }) => title)];
  const height = Math.min(tallest, 120 + labels.length * Math.max(20, 11 * models.length));
  return {
    kind: 'chart',
    id,
    title: 'Accuracy left under each attack',
    caption:
      'Dots with 95 % intervals, over all samples; those answered wrongly from the start stay wrong. Further left is worse for the model.',
    alt: series
      .map(
        ({ name, points }) =>
          `${name}: ${points.map(({ label, rate }) => `${label} ${percent(rate.value)}`).join(', ')}.`,
      )
      .join(' '),
    height,
    layout: {
      ...baseLayout(height),
      // About 7 px a character; plotly does not wrap or measure tick labels of a numeric axis.
      margin: { l: Math.min(360, 24 + 7 * Math.max(...labels.map((label) => label.length))), r: 24, t: 28, b: 52 },
      xaxis: shareAxis('samples answered correctly'),
      yaxis: axis('', {
        tickvals: labels.map((_, index) => index),
        ticktext: labels,
        range: [labels.length - 0.5, -0.5],
        automargin: false,
      }),
    },
    data: series.map(({ name, points }, index) => {
      const offset = (index - (series.length - 1) / 2) * Math.min(0.22, 0.7 / series.length);
      const measured = points.filter(({ rate }) => rate.value !== null);
      return {
        type: 'scatter',
        mode: 'markers',
        name: chartName(name),
        x: measured.map(({ rate }) => (rate.value ?? 0) * 100),
        y: measured.map(({ label }) => labels.indexOf(label) + offset),
        text: measured.map(({ label }) => label),
        error_x: {
          type: 'data',
          symmetric: false,
          array: measured.map(({ rate }) => ((rate.high ?? rate.value ?? 0) - (rate.value ?? 0)) * 100),
          arrayminus: measured.map(({ rate }) => ((rate.value ?? 0) - (rate.low ?? rate.value ?? 0)) * 100),
          thickness: 2,
          width: 0,
          color: modelColour(index),
        },
        marker: { size: 9, color: modelColour(index) },
        hovertemplate: '%{fullData.name}, %{text}: %{x:.1f} %<extra></extra>',
      };
    }),
    table: {
      kind: 'table',
      caption: 'Accuracy left under each attack, with 95 % intervals',
      columns: [left('attack'), ...series.map(({ name }) => right(name))],
      rows: labels.map((label) =>
        cells(label, ...series.map(({ points }) => share(points.find((point) => point.label === label)?.rate))),
      ),
    },
  };
}
