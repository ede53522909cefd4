import { underSetting, type AttackSetting, type RemovalSetting } from '../../analysis/attack-setting';
import { listOf, percent, percentInColumn } from '../../analysis/format';
import { successAt, type SuccessCurve } from '../../analysis/measures/curve';
import type { RemovalMeasures } from '../../analysis/measures/removal';
import type { ModelAnalysis } from '../../analysis/model-analysis';
import { share } from '../../report/cell-text';
import { cells, left, right, type Chart } from '../../report/document';
import { errorBars } from '../../report/charts/error-bars';
import { shareBudgetColumns, shareBudgets } from '../../report/charts/share-budgets';
import {
  axis,
  baseLayout,
  chartName,
  lineMarkers,
  modelColour,
  modelMarker,
  shareAxis,
} from '../../report/charts/style';

interface Line {
  readonly title: string;
  readonly measures: RemovalMeasures;
  readonly curve: SuccessCurve;
}

/**
 * Robust accuracy against the share that an attack may remove, one chart per removal attack: of one modality its own share,
 * of several the share of the whole. acc(b) = (#C / n) · (1 − ASR(b)), as samples answered wrongly before stay wrong.
 */
export function removalAccuracyCharts(
  models: readonly ModelAnalysis[],
  settings: readonly AttackSetting[],
): readonly Chart[] {
  return settings
    .filter((setting) => setting.kind === 'removal')
    .flatMap((setting, index) => {
      const lines = models.flatMap((model): readonly Line[] => {
        const measures = underSetting(model.removals, setting);
        if (measures === undefined || measures.n === 0) return [];
        const { modalities } = setting;
        const curve = modalities.length === 1 ? measures.modalityCurves[modalities[0]] : measures.curve;
        return [{ title: model.title, measures, curve }];
      });
      return lines.length === 0 ? [] : [chartOf(`removal-accuracy-${String(index)}`, setting, lines)];
    });
}

function accuracyAt({ measures: { attacked, n }, curve }: Line, budget: number): number {
  return (attacked / n) * (1 - successAt(curve, budget));
}

function chartOf(id: string, { title, modalities }: RemovalSetting, lines: readonly Line[]): Chart {
  const of = modalities.length === 1 ? `the ${modalities[0]}` : `the whole input (${listOf(modalities)})`;
  const end = Math.min(1, Math.max(0.05, ...lines.map(({ curve }) => curve.x.at(-1) ?? 0)) * 1.05);
  const height = 285;
  return {
    kind: 'chart',
    id,
    title: `Robust accuracy against the share removed: ${title}`,
    caption: `At most so much of ${of} is removed. The dot at the end is the accuracy under the whole attack, with its 95 % interval; an upper bound on robustness.`,
    alt: lines
      .map(
        (line) =>
          `${line.title}: ${percent(accuracyAt(line, 0))} at nothing removed, ${percent(accuracyAt(line, 1))} at most.`,
      )
      .join(' '),
    height,
    layout: {
      ...baseLayout(height),
      xaxis: axis(`share of ${of} removed, at most`, { range: [-end, end * 102], ticksuffix: ' %' }),
      yaxis: shareAxis('samples answered correctly'),
    },
    data: lines.flatMap((line, index) => {
      const color = modelColour(index);
      const x = [0, ...line.curve.x, end];
      const { robustAccuracy } = line.measures;
      return [
        {
          type: 'scatter',
          mode: 'lines+markers',
          name: chartName(line.title),
          legendgroup: String(index),
          x: x.map((budget) => budget * 100),
          y: x.map((budget) => accuracyAt(line, budget) * 100),
          line: { color, width: 2.5, shape: 'hv' },
          marker: lineMarkers(index),
          hovertemplate: '%{y:.1f} % right after removing at most %{x:.2f} %<extra></extra>',
        },
        {
          type: 'scatter',
          mode: 'markers',
          name: `${chartName(line.title)}, whole attack`,
          legendgroup: String(index),
          showlegend: false,
          x: [end * 100],
          y: [(robustAccuracy.value ?? 0) * 100],
          marker: { color, symbol: modelMarker(index), size: 10 },
          error_y: errorBars([robustAccuracy], { color, thickness: 2, width: 4 }),
          hovertemplate: '%{y:.1f} % right under the whole attack<extra></extra>',
        },
      ];
    }),
    table: {
      kind: 'table',
      caption: `Robust accuracy when at most so much of ${of} is removed: ${title}`,
      columns: [left('model'), ...shareBudgetColumns, right('whole attack')],
      rows: lines.map((line) =>
        cells(
          line.title,
          ...shareBudgets.map((budget) => percentInColumn(accuracyAt(line, budget))),
          share(line.measures.robustAccuracy),
        ),
      ),
    },
  };
}
